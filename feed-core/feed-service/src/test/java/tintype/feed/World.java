package tintype.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import tintype.account.v1.AccountChanged;
import tintype.graph.v1.FollowsChanged;
import tintype.media.v1.PostsChanged;
import tintype.platform.sql.Keyspace;

/** The tables and logs of three keyspaces by hand, and the feed as the rules say it is. */
final class World {
  static final List<String> FOLLOW_COLUMNS =
      List.of("user_id", "other_id", "muting_posts", "mute_posts_end_micros");

  final FakeChangeLog account;
  final FakeChangeLog graph;
  final FakeChangeLog media;

  /** None, one that has passed, one that no test lives to see, and none for ever. */
  private static final long[] ENDS = {0, 1, 1L << 60, Long.MAX_VALUE};

  private final NavigableMap<Long, Boolean> hidden = new ConcurrentSkipListMap<>();
  private final NavigableMap<Long, Set<Long>> follows = new ConcurrentSkipListMap<>();
  private final Map<Long, Map<Long, Long>> mutes = new ConcurrentHashMap<>();
  private final NavigableMap<Long, Long> authors = new ConcurrentSkipListMap<>();

  World() {
    this(1);
  }

  World(int shards) {
    account = new FakeChangeLog(Keyspace.ACCOUNT, shards);
    graph = new FakeChangeLog(Keyspace.GRAPH, shards);
    media = new FakeChangeLog(Keyspace.MEDIA, shards);
    account.table("account", List.of("user_id", "state"), "", this::accountRows);
    graph.table("relation", FOLLOW_COLUMNS, "following = 1", this::relationRows);
    media.table("post", List.of("user_id", "post_id"), "state = 0", this::postRows);
  }

  FeedLogs logs() {
    return new FeedLogs(account, graph, media);
  }

  /** Waits until whoever tails the logs has all of it. */
  void awaitApplied() {
    account.awaitApplied();
    graph.awaitApplied();
    media.awaitApplied();
  }

  void account(long id) {
    state(id, false);
  }

  void hide(long id) {
    state(id, true);
  }

  void unhide(long id) {
    state(id, false);
  }

  private void state(long id, boolean vanished) {
    account.commit(
        id,
        AccountChanged.newBuilder().setAccountId(id).setHidden(vanished).build(),
        () -> hidden.put(id, vanished));
  }

  void follow(long follower, long followee) {
    edge(follower, followee, true, mutedUntil(follower, followee));
  }

  void unfollow(long follower, long followee) {
    edge(follower, followee, false, mutedUntil(follower, followee));
  }

  /** Until a time in microseconds since 1970, for good, or with 0 no longer. */
  void mute(long reader, long other, long until) {
    edge(reader, other, followees(reader).contains(other), until);
  }

  /** The same until some time. */
  void mute(long reader, long other, Random random) {
    mute(reader, other, ENDS[random.nextInt(ENDS.length)]);
  }

  /** As {@link #mute} was told. */
  long mutedUntil(long reader, long other) {
    return mutes.getOrDefault(reader, Map.of()).getOrDefault(other, 0L);
  }

  private void edge(long follower, long followee, boolean following, long mutedUntil) {
    graph.commit(
        follower,
        FollowsChanged.newBuilder()
            .setFollowerId(follower)
            .addEdges(
                FollowsChanged.Edge.newBuilder()
                    .setFolloweeId(followee)
                    .setFollowing(following)
                    .setMutingPosts(mutedUntil > 0)
                    .setMutePostsEndMicros(endMicros(mutedUntil)))
            .build(),
        () -> {
          mutes.computeIfAbsent(follower, f -> new ConcurrentHashMap<>()).put(followee, mutedUntil);
          Set<Long> list = follows.computeIfAbsent(follower, f -> new ConcurrentSkipListSet<>());
          if (following) {
            list.add(followee);
          } else {
            list.remove(followee);
          }
        });
  }

  void post(long author, long id) {
    media.commit(author, change(author, id, true), () -> authors.put(id, author));
  }

  void delete(long author, long id) {
    media.commit(author, change(author, id, false), () -> authors.remove(id));
  }

  private static PostsChanged change(long author, long id, boolean visible) {
    return PostsChanged.newBuilder()
        .setAuthorId(author)
        .addChanges(PostsChanged.Change.newBuilder().setPostId(id).setVisible(visible))
        .build();
  }

  /** As rows and events have it. */
  static long endMicros(long mutedUntil) {
    return mutedUntil == Long.MAX_VALUE ? 0 : mutedUntil;
  }

  /** By the rules: of those followed and one's own, but of nobody muted or hidden, newest first. */
  List<Long> feed(long reader) {
    Set<Long> sources = new TreeSet<>(follows.getOrDefault(reader, Set.of()));
    long now = System.currentTimeMillis() * 1_000;
    sources.removeIf(author -> now < mutedUntil(reader, author));
    sources.add(reader);
    sources.removeIf(author -> hidden.getOrDefault(author, false));
    return postsOf(sources);
  }

  /** Whom somebody follows, as the table has it. */
  Set<Long> followees(long reader) {
    return follows.getOrDefault(reader, Set.of());
  }

  /** Newest first, hidden authors or not. */
  List<Long> postsOf(Set<Long> sources) {
    return authors.entrySet().stream()
        .filter(post -> sources.contains(post.getValue()))
        .map(Map.Entry::getKey)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  long authorOf(long post) {
    return authors.getOrDefault(post, 0L);
  }

  /** In an order that is not that of the ids, as a real table may answer. */
  private List<long[]> accountRows() {
    List<long[]> rows = new ArrayList<>();
    new TreeMap<>(hidden)
        .descendingMap()
        .forEach((id, vanished) -> rows.add(new long[] {id, vanished ? 2 : 0}));
    return rows;
  }

  /** Every follower's first row, then every follower's others: runs that come twice. */
  private List<long[]> relationRows() {
    List<long[]> first = new ArrayList<>();
    List<long[]> others = new ArrayList<>();
    follows.forEach(
        (follower, list) -> {
          int index = 0;
          for (long followee : list) {
            long until = mutedUntil(follower, followee);
            (index++ == 0 ? first : others)
                .add(new long[] {follower, followee, until > 0 ? 1 : 0, endMicros(until)});
          }
        });
    first.addAll(others);
    return first;
  }

  private List<long[]> postRows() {
    List<long[]> rows = new ArrayList<>();
    authors.forEach((post, author) -> rows.add(new long[] {author, post}));
    return rows;
  }
}
