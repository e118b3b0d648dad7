package tintype.allinone;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tintype.engine.FeedStore;
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
 * hydration shows of it, and what the rows say. First what becomes of those who are followed, and
 * whether the index has what the rows say that it should have.
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
      Set<Long> visible = hydrated(feed, false);
      Set<Long> shown = hydrated(feed, true);
      out.printf(
          "%s (%d) follows %,d accounts; the feed is %s%n",
          evidence.username(), evidence.reader(), evidence.follows().size(), feed.getState());
      out.println("  of them " + followees());
      out.println("  " + comparison(indexed));
      for (FeedEvidence.Row row : merged(feed)) {
        out.printf(
            "  %s  %-20s %-10s %s%n",
            row.time().truncatedTo(ChronoUnit.SECONDS),
            name(row.author()),
            shown.contains(row.post()) ? "shown" : "not shown",
            why(row, indexed, visible, shown));
      }
    }

    private String followees() {
      Set<Long> follows = evidence.follows().keySet();
      return String.format(
          Locale.ROOT,
          "%,d have no posts, %,d are not active, %,d are muted, %,d have more than the index"
              + " holds",
          follows.stream().filter(id -> !evidence.counts().containsKey(id)).count(),
          follows.stream().filter(evidence.hidden()::contains).count(),
          follows.stream().filter(evidence.muted()::containsKey).count(),
          follows.stream().filter(this::isTruncated).count());
    }

    /** Whom the index lacks posts of that it should have: their rows, or their follow, came not. */
    private String comparison(Set<Long> indexed) {
      List<String> missing =
          evidence.newestPosts().stream()
              .filter(row -> isExpected(row) && !indexed.contains(row.post()))
              .map(row -> name(row.author()))
              .distinct()
              .sorted()
              .toList();
      return missing.isEmpty()
          ? "the index has all of the newest " + limit + " that it should have"
          : "the index lacks posts of " + String.join(", ", missing);
    }

    private boolean isExpected(FeedEvidence.Row row) {
      return !row.deleted()
          && !evidence.hidden().contains(row.author())
          && !evidence.muted().containsKey(row.author());
    }

    private boolean isTruncated(long author) {
      return evidence.counts().getOrDefault(author, 0L) > FeedStore.POSTS_HELD;
    }

    private String name(long account) {
      return evidence.names().getOrDefault(account, Long.toString(account));
    }

    private String why(
        FeedEvidence.Row row, Set<Long> indexed, Set<Long> visible, Set<Long> shown) {
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
        reasons.add("archived or deleted");
      }
      if (evidence.hidden().contains(row.author())) {
        reasons.add("its author is deactivated, suspended or deleted");
      }
      if (evidence.muted().containsKey(row.author())) {
        reasons.add(muted(evidence.muted().get(row.author())));
      }
      if (isTruncated(row.author())) {
        reasons.add("its author has so many that older ones come from the rows");
      }
      if (!indexed.contains(row.post())) {
        reasons.add(isExpected(row) ? "missing from the index" : "not in the index");
      } else if (!visible.contains(row.post())) {
        reasons.add("in the index, left out by the visibility rule");
      } else if (!shown.contains(row.post())) {
        reasons.add("in the index, left out because it mentions somebody whom they block");
      }
      return String.join("; ", reasons);
    }

    private static String muted(Instant end) {
      return end.equals(Instant.MAX)
          ? "muted"
          : "muted until " + end.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * @param forFeed without those that mention somebody whom the reader blocks
     */
    private Set<Long> hydrated(GetHomeFeedResponse feed, boolean forFeed) {
      if (feed.getPostIdsCount() == 0) {
        return Set.of();
      }
      var request = BatchGetPostsRequest.newBuilder().setWithoutMentionsOfBlocked(forFeed);
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
