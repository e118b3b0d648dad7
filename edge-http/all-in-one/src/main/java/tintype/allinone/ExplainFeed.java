package tintype.allinone;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.platform.config.Config;

/**
 * {@code explain-feed USERNAME [--explain-posts=N]}: why each post at the head of somebody's feed
 * is there, and why posts of those whom they follow are not: what the feed's index answers, what
 * hydration shows of it, and what the rows say.
 */
final class ExplainFeed implements Command {
  /**
   * How much to explain. Keys: {@code explain-posts}.
   *
   * @param posts from the head of the feed, 1-100
   */
  record Options(int posts) {}

  private static final int MAX_POSTS = 100;

  @Override
  public int run(List<String> operands, Config config, PrintStream out) {
    Options options = config.bind("explain", new Options(20));
    if (operands.size() != 1 || options.posts() < 1 || options.posts() > MAX_POSTS) {
      throw new StartException(
          "explain-feed takes one username and, if you like, --explain-posts=1..100.");
    }
    try (Backend backend = Backend.of(config, out)) {
      new Explanation(backend, operands.getFirst(), options.posts()).print(out);
    }
    return 0;
  }

  /** One reader's feed. */
  private static final class Explanation {
    private final Backend backend;
    private final int limit;
    private final FeedEvidence evidence;

    Explanation(Backend backend, String username, int limit) {
      this.backend = backend;
      this.limit = limit;
      this.evidence = FeedEvidence.read(backend, username, limit);
    }

    void print(PrintStream out) {
      GetHomeFeedResponse feed =
          FeedServiceGrpc.newBlockingStub(backend.channel("feed"))
              .getHomeFeed(
                  GetHomeFeedRequest.newBuilder()
                      .setAccountId(evidence.reader())
                      .setPageSize(limit)
                      .build());
      Set<Long> indexed = new HashSet<>(feed.getPostIdsList());
      Set<Long> shown = hydrated(feed);
      out.printf(
          "%s (%d) follows %,d accounts; the feed is %s%n",
          evidence.username(), evidence.reader(), evidence.follows().size(), feed.getState());
      for (FeedEvidence.Row row : merged(feed)) {
        out.printf(
            "  %s  %-20s %-10s %s%n",
            row.time().truncatedTo(ChronoUnit.SECONDS),
            evidence.names().getOrDefault(row.author(), Long.toString(row.author())),
            shown.contains(row.post()) ? "shown" : "not shown",
            why(row, indexed.contains(row.post()), shown.contains(row.post())));
      }
    }

    private String why(FeedEvidence.Row row, boolean indexed, boolean shown) {
      List<String> reasons = new ArrayList<>();
      if (row.author() == evidence.reader()) {
        reasons.add("their own");
      } else if (evidence.follows().containsKey(row.author())) {
        reasons.add(
            "followed since "
                + evidence.follows().get(row.author()).truncatedTo(ChronoUnit.SECONDS));
      } else {
        reasons.add("not followed");
      }
      if (row.deleted()) {
        reasons.add("deleted");
      }
      if (evidence.hidden().contains(row.author())) {
        reasons.add("its author is deactivated, suspended or deleted");
      }
      if (!indexed) {
        reasons.add("not among the index's newest " + limit);
      } else if (!shown) {
        reasons.add("in the index, left out by the visibility rule");
      }
      return String.join("; ", reasons);
    }

    private Set<Long> hydrated(GetHomeFeedResponse feed) {
      if (feed.getPostIdsCount() == 0) {
        return Set.of();
      }
      var request = BatchGetPostsRequest.newBuilder();
      for (int i = 0; i < feed.getPostIdsCount(); i++) {
        request.addPostIds(feed.getPostIds(i) + "_" + feed.getAuthorIds(i));
      }
      Set<Long> posts = new HashSet<>();
      for (Post post :
          PostServiceGrpc.newBlockingStub(backend.channelFor("media", evidence.reader()))
              .batchGetPosts(request.build())
              .getPostsList()) {
        posts.add(Long.parseLong(post.getId().substring(0, post.getId().indexOf('_'))));
      }
      return posts;
    }

    /** The rows of the followed, and what the index has beyond them, newest first. */
    private List<FeedEvidence.Row> merged(GetHomeFeedResponse feed) {
      Map<Long, FeedEvidence.Row> all = new HashMap<>();
      evidence.newestPosts().forEach(row -> all.put(row.post(), row));
      for (int i = 0; i < feed.getPostIdsCount(); i++) {
        long post = feed.getPostIds(i);
        long author = feed.getAuthorIds(i);
        all.computeIfAbsent(post, id -> new FeedEvidence.Row(id, author, true, Instant.EPOCH));
      }
      return all.values().stream()
          .sorted(Comparator.comparingLong(FeedEvidence.Row::post).reversed())
          .toList();
    }
  }
}
