package tintype.media;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.platform.rpc.IdText.Owned;

/**
 * Posts whose grids are read where nothing arrives any more.
 *
 * @param ids the grid of the only author, newest first
 */
record StillReplica(PostStore posts, List<Owned> ids) implements PostStore {
  @Override
  public List<Owned> grid(long author, long before, int limit) {
    return ids.stream().filter(id -> id.id() < before).limit(limit).toList();
  }

  @Override
  public Optional<Long> publishedBefore(long author, String requestId, byte[] fingerprint) {
    return posts.publishedBefore(author, requestId, fingerprint);
  }

  @Override
  public void publish(PostRow post, List<Long> mediaIds, String requestId, byte[] fingerprint) {
    posts.publish(post, mediaIds, requestId, fingerprint);
  }

  @Override
  public void edit(Owned post, PostEdit edit, long micros) {
    posts.edit(post, edit, micros);
  }

  @Override
  public void setCommentsOff(Owned post, boolean off) {
    posts.setCommentsOff(post, off);
  }

  @Override
  public boolean move(Owned post, PostMove move, long micros) {
    return posts.move(post, move, micros);
  }

  @Override
  public List<PostRow> find(Collection<Owned> some) {
    return posts.find(some);
  }

  @Override
  public List<PostRow> archive(long author, long before, int limit) {
    return posts.archive(author, before, limit);
  }

  @Override
  public List<Owned> newest(Collection<Long> authors, long before, int limit) {
    return posts.newest(authors, before, limit);
  }

  @Override
  public Map<Long, Integer> counts(Collection<Long> accounts) {
    return posts.counts(accounts);
  }
}
