package tintype.feed;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tintype.feed.v1.Feed.State;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;
import tintype.media.v1.Post;
import tintype.platform.rpc.AsyncHandler;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;

/**
 * A page of the caller's home feed with the posts in it. A page that is shortened by visibility, or
 * by mentions of whom the caller blocks, is refilled from the candidates that follow; the 1,000
 * posts of a feed are those that are left.
 *
 * <p>Fails with {@code ORDER_NOT_OFFERED}, and where media-service does not answer.
 */
final class ListHomePosts implements AsyncHandler<ListHomePostsRequest, ListHomePostsResponse> {
  private static final String RPC = "ListHomePosts";

  /** Enough to look at a whole feed's candidates once; a page still short by then ends early. */
  private static final int MAX_ROUNDS = 12;

  private final HomeFeed feed;
  private final MediaPosts media;
  private final FeedCursors cursors;

  @Inject
  ListHomePosts(HomeFeed feed, MediaPosts media, FeedCursors cursors) {
    this.feed = feed;
    this.media = media;
    this.cursors = cursors;
  }

  @Override
  public CompletableFuture<ListHomePostsResponse> handle(ListHomePostsRequest request) {
    long reader = Caller.current().requireAccount();
    FeedCursor cursor = cursors.open(RPC, reader, request.getOrder(), request.getPageToken());
    int size = Math.min(PageSize.of(request.getPageSize()), cursor.room());

    return new Page(reader, cursor, size).fill(size);
  }

  /** A page in the making. One step runs at a time, each on the thread that brought its answer. */
  private final class Page {
    private final long reader;
    private final FeedCursor cursor;
    private final int size;
    private final List<Post> posts = new ArrayList<>();
    private @Nullable State state;
    private long first;
    private long last;
    private int rounds;

    Page(long reader, FeedCursor cursor, int size) {
      this.reader = reader;
      this.cursor = cursor;
      this.size = size;
      this.last = cursor.last();
    }

    /** Looks at some candidates, and at one more to see whether there is one. */
    CompletableFuture<ListHomePostsResponse> fill(int look) {
      return feed.newest(reader, last, look + 1, CandidateList::of)
          .thenCompose(
              candidates -> {
                note(candidates);
                return media
                    .visibleTo(reader, texts(candidates, look))
                    .thenCompose(visible -> take(candidates, visible, look));
              });
    }

    private CompletableFuture<ListHomePostsResponse> take(
        Candidates candidates, Map<String, Post> visible, int look) {
      int seen = 0;
      while (seen < Math.min(look, candidates.size()) && posts.size() < size) {
        last = candidates.post(seen);
        Post post = visible.get(candidates.postText(seen++));
        if (post != null) {
          posts.add(post);
        }
      }
      boolean more = seen < candidates.size();
      if (more && posts.size() < size && ++rounds < MAX_ROUNDS) {
        return fill(MediaPosts.MAX_BATCH);
      }
      return CompletableFuture.completedFuture(respond(more));
    }

    private void note(Candidates candidates) {
      State now = FeedStates.of(candidates, cursor);
      if (state == null) {
        state = now;
        first = candidates.size() == 0 ? 0 : candidates.post(0);
      } else if (now == State.CATCHING_UP) {
        state = now;
      }
    }

    private ListHomePostsResponse respond(boolean more) {
      FeedCursor next = cursor.after(first, last, posts.size());
      boolean another = more && next.room() > 0;
      return ListHomePostsResponse.newBuilder()
          .addAllPosts(posts)
          .setState(state)
          .setNextPageToken(another ? cursors.seal(RPC, reader, next) : "")
          // An index that may lack posts cannot say that these were all.
          .setCaughtUp(!another && state != State.CATCHING_UP)
          .build();
    }
  }

  private static List<String> texts(Candidates candidates, int look) {
    return IntStream.range(0, Math.min(look, candidates.size()))
        .mapToObj(candidates::postText)
        .toList();
  }
}
