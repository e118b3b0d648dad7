package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tintype.media.PostPages.Page;
import tintype.media.TopPosts.Ranked;
import tintype.media.v1.Post;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;

/** Pages of a topic's posts, newest or best first. */
final class TopicPages {
  /**
   * What a list asks for.
   *
   * @param list its name, which page tokens are bound to
   * @param belongs whether a post has the topic: the index may be a moment behind
   */
  record Query(String list, Topic topic, Predicate<Post> belongs, int pageSize, String pageToken) {
    private String scope(String order) {
      return Caller.current().viewer().orElse(0L) + "/" + topic.id() + "/" + order;
    }
  }

  /** A page; the token is empty on the last one. */
  record TopicPage(List<Post> posts, String nextToken) {}

  private final TopicStore topics;
  private final TopPosts topPosts;
  private final PostPages pages;
  private final PageTokens tokens;

  @Inject
  TopicPages(TopicStore topics, TopPosts topPosts, PostPages pages, PageTokens tokens) {
    this.topics = topics;
    this.topPosts = topPosts;
    this.pages = pages;
    this.tokens = tokens;
  }

  /** Newest first; fails with PAGE_TOKEN_INVALID. */
  TopicPage latest(Query query) {
    int size = PageSize.of(query.pageSize());
    String scope = query.scope("latest");
    long[] key = tokens.open(query.list(), scope, 2, query.pageToken());
    Optional<Owned> start = key == null ? Optional.empty() : Optional.of(new Owned(key[0], key[1]));

    Page page =
        fill(
            query,
            start,
            size,
            (last, limit) ->
                topics.newest(query.topic(), last.map(Owned::id).orElse(Long.MAX_VALUE), limit));

    return new TopicPage(
        page.posts(),
        page.last()
            .map(last -> tokens.seal(query.list(), scope, last.id(), last.owner()))
            .orElse(""));
  }

  /**
   * Best first; fails with PAGE_TOKEN_INVALID. What is best is asked once: the token names all that
   * follow, so none moves from one page to another meanwhile, and says where to look for more.
   */
  TopicPage top(Query query) {
    int size = PageSize.of(query.pageSize());
    String scope = query.scope("best");
    Ranked known = open(query.list(), scope, query.pageToken());
    Ranked ranked =
        known.posts().isEmpty()
            ? topPosts.after(query.topic(), Caller.current().viewer(), known)
            : known;
    List<Owned> posts = ranked.posts();

    Page page =
        fill(
            query,
            Optional.empty(),
            size,
            (last, limit) -> posts.stream().skip(after(posts, last)).limit(limit).toList());

    List<Owned> rest =
        page.last()
            .map(last -> posts.subList(after(posts, Optional.of(last)), posts.size()))
            .orElse(List.of());
    return new TopicPage(
        page.posts(), ranked.left(rest).map(left -> seal(query.list(), scope, left)).orElse(""));
  }

  private Page fill(Query query, Optional<Owned> start, int size, PostPages.Rows rows) {
    return pages.fill(Caller.current().viewer(), start, size, rows, query.belongs());
  }

  private static int after(List<Owned> ranked, Optional<Owned> last) {
    return last.map(row -> ranked.indexOf(row) + 1).orElse(0);
  }

  private String seal(String list, String scope, Ranked left) {
    long[] keys = new long[2 + 2 * left.posts().size()];
    keys[0] = left.before();
    keys[1] = left.room();
    int i = 2;
    for (Owned post : left.posts()) {
      keys[i++] = post.id();
      keys[i++] = post.owner();
    }
    return tokens.seal(list, scope, keys);
  }

  private Ranked open(String list, String scope, String token) {
    long[] keys = tokens.open(list, scope, PageTokens.parts(token), token);
    if (keys == null) {
      return Ranked.START;
    }
    List<Owned> posts = new ArrayList<>();
    for (int i = 2; i + 1 < keys.length; i += 2) {
      posts.add(new Owned(keys[i], keys[i + 1]));
    }
    return new Ranked(posts, keys[0], Math.toIntExact(keys[1]));
  }
}
