package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tintype.media.PostPages.Page;
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
   * Best first; fails with PAGE_TOKEN_INVALID. What is best is asked once, for the first page: its
   * token names all that follow, so none moves from one page to another meanwhile.
   */
  TopicPage top(Query query) {
    int size = PageSize.of(query.pageSize());
    String scope = query.scope("top");
    List<Owned> ranked =
        query.pageToken().isEmpty()
            ? topPosts.of(query.topic(), Caller.current().viewer())
            : open(query.list(), scope, query.pageToken());

    Page page =
        fill(
            query,
            Optional.empty(),
            size,
            (last, limit) -> ranked.stream().skip(after(ranked, last)).limit(limit).toList());

    return new TopicPage(
        page.posts(),
        page.last()
            .map(last -> ranked.subList(after(ranked, Optional.of(last)), ranked.size()))
            .map(rest -> seal(query.list(), scope, rest))
            .orElse(""));
  }

  private Page fill(Query query, Optional<Owned> start, int size, PostPages.Rows rows) {
    return pages.fill(Caller.current().viewer(), start, size, rows, query.belongs());
  }

  private static int after(List<Owned> ranked, Optional<Owned> last) {
    return last.map(row -> ranked.indexOf(row) + 1).orElse(0);
  }

  private String seal(String list, String scope, List<Owned> rest) {
    long[] keys = new long[2 * rest.size()];
    for (int i = 0; i < rest.size(); i++) {
      keys[2 * i] = rest.get(i).id();
      keys[2 * i + 1] = rest.get(i).owner();
    }
    return tokens.seal(list, scope, keys);
  }

  private List<Owned> open(String list, String scope, String token) {
    long[] keys = tokens.open(list, scope, PageTokens.parts(token), token);
    List<Owned> rest = new ArrayList<>();
    for (int i = 0; keys != null && i + 1 < keys.length; i += 2) {
      rest.add(new Owned(keys[i], keys[i + 1]));
    }
    return rest;
  }
}
