package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.media.SaveStore.Saved;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;

/**
 * Pages of posts that somebody keeps, as that person may see them now. What is left out is made up
 * for from the rows that follow.
 */
final class SavedPages {
  /** Rows that are looked at for one page at most; a page short by that still has a token. */
  private static final int MAX_ROWS = 2_000;

  /** Rows that are looked at in one go: each costs a whole post. */
  private static final int MAX_CHUNK = 200;

  /**
   * What a list asks for.
   *
   * @param list its name, which page tokens are bound to
   * @param account whose list it is, and who reads it
   * @param of which of the account's lists of that name; anything where it has one
   */
  record Query(String list, long account, String of, int pageSize, String pageToken) {
    private String scope() {
      return account + "/" + of;
    }
  }

  /** A page; the token is empty on the last one. */
  record Page(List<Post> posts, String nextToken) {}

  /** Where the rows come from: those after a place, newest first. */
  @FunctionalInterface
  interface Rows {
    List<Saved> after(Saved last, int limit);
  }

  private final VisiblePosts visiblePosts;
  private final PageTokens tokens;

  @Inject
  SavedPages(VisiblePosts visiblePosts, PageTokens tokens) {
    this.visiblePosts = visiblePosts;
    this.tokens = tokens;
  }

  /**
   * Where the page begins.
   *
   * @throws tintype.platform.rpc.ApiException PAGE_TOKEN_INVALID
   */
  private Saved start(Query query) {
    long[] key = tokens.open(query.list(), query.scope(), 2, query.pageToken());
    return key == null ? Saved.START : new Saved(key[0], new Owned(key[1], 0));
  }

  /**
   * A page of the list.
   *
   * @throws tintype.platform.rpc.ApiException PAGE_TOKEN_INVALID
   */
  Page page(Query query, Rows rows) {
    int size = PageSize.of(query.pageSize());
    Saved last = start(query);
    List<Post> page = new ArrayList<>(size);
    int looked = 0;
    for (int limit = size + 1; ; limit = Math.min(2 * limit, MAX_CHUNK)) {
      List<Saved> chunk = rows.after(last, limit);
      Map<Owned, Post> visible =
          visiblePosts.find(Optional.of(query.account()), chunk.stream().map(Saved::post).toList());
      for (Saved row : chunk) {
        if (page.size() == size || looked == MAX_ROWS) {
          return new Page(page, seal(query, last));
        }
        Post post = visible.get(row.post());
        if (post != null) {
          page.add(post);
        }
        last = row;
        looked++;
      }
      if (chunk.size() < limit) {
        return new Page(page, "");
      }
    }
  }

  private String seal(Query query, Saved last) {
    return tokens.seal(query.list(), query.scope(), last.micros(), last.post().id());
  }
}
