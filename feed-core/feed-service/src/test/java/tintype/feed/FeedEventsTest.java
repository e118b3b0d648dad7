package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.account.v1.AccountChanged;
import tintype.engine.FeedPage;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;
import tintype.graph.v1.FollowsChanged;
import tintype.media.v1.PostsChanged;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.sql.Keyspace;

class FeedEventsTest {
  private static final long ANA = 1;
  private static final long BEN = 2;
  private static final long CLEO = 3;

  /** A history of each stream, for accounts and posts that begin at a base. */
  private static final List<LongFunction<Message>> ACCOUNTS =
      List.of(
          base -> state(base + BEN, true),
          base -> state(base + ANA, false),
          base -> state(base + BEN, false),
          base -> state(base + CLEO, true));

  private static final List<LongFunction<Message>> FOLLOWS =
      List.of(
          base -> edge(base + ANA, base + BEN, true),
          base -> edge(base + ANA, base + CLEO, true),
          base -> edge(base + ANA, base + BEN, false),
          base -> edge(base + ANA, base + BEN, true));

  private static final List<LongFunction<Message>> POSTS =
      List.of(
          base -> post(base + BEN, base + 11, true),
          base -> post(base + BEN, base + 12, true),
          base -> post(base + CLEO, base + 13, true),
          base -> post(base + BEN, base + 11, false));

  private final FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(256 << 20));
  private final FeedEvents events =
      new FeedEvents(store.applier(), new FollowLists(store.applier(), Clock.systemUTC()));
  private final FeedPage page = new FeedPage();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everyInterleavingOfThreeStreamsEndsInTheSameFeed() throws Exception {
    List<List<LongFunction<Message>>> orders = new ArrayList<>();
    interleave(ACCOUNTS, 0, FOLLOWS, 0, POSTS, 0, new ArrayList<>(), orders);
    assertThat(orders).hasSize(34_650);

    long base = 1_000;
    for (List<LongFunction<Message>> order : orders) {
      for (LongFunction<Message> event : order) {
        apply(event.apply(base));
      }
      assertThat(feed(base + ANA)).containsExactly(base + 12);
      base += 100;
    }
  }

  @Test
  void aTailThatComesAgainInOrderChangesNothing() throws Exception {
    List<LongFunction<Message>> all = new ArrayList<>(ACCOUNTS);
    all.addAll(FOLLOWS);
    all.addAll(POSTS);
    for (int again = 0; again < all.size(); again++) {
      long base = 1_000L + 100 * again;
      for (LongFunction<Message> event : all) {
        apply(event.apply(base));
      }
      for (LongFunction<Message> event : all.subList(again, all.size())) {
        apply(event.apply(base));
      }
      assertThat(feed(base + ANA)).containsExactly(base + 12);
    }
  }

  @Test
  void manyEventsOfARandomHistoryMatchTheRules() throws Exception {
    Random random = new Random(7);
    World world = new World();
    long post = 0;
    for (int i = 0; i < 3_000; i++) {
      long one = 1 + random.nextInt(30);
      long other = 1 + random.nextInt(30);
      switch (random.nextInt(10)) {
        case 0 -> world.hide(one);
        case 8, 9 -> world.mute(one, other, random);
        case 1 -> world.unhide(one);
        case 2, 3 -> world.follow(one, other);
        case 4 -> world.unfollow(one, other);
        case 5 -> {
          long gone = 1 + random.nextInt((int) post + 1);
          if (world.authorOf(gone) != 0) {
            world.delete(world.authorOf(gone), gone);
          }
        }
        default -> world.post(one, ++post);
      }
    }
    tailInRandomOrder(world, random);
    for (long reader = 1; reader <= 30; reader++) {
      assertThat(feed(reader)).isEqualTo(world.feed(reader));
    }
  }

  @Test
  void newsForOthersIsPassedOver() throws Exception {
    events.apply(batch("SessionEnded", new byte[] {1, 2, 3}));
    assertThat(store.usage().accounts()).isZero();
  }

  /** Each stream in its own order, at any distance of the others. */
  private void tailInRandomOrder(World world, Random random) throws Exception {
    List<List<ChangeEvent>> streams = new ArrayList<>();
    for (FakeChangeLog log : List.of(world.account, world.graph, world.media)) {
      streams.add(log.events(0));
    }
    List<Integer> turns = new ArrayList<>();
    for (int stream = 0; stream < 3; stream++) {
      turns.addAll(Collections.nCopies(streams.get(stream).size(), stream));
    }
    Collections.shuffle(turns, random);
    int[] next = new int[3];
    for (int stream : turns) {
      ChangeEvent event = streams.get(stream).get(next[stream]++);
      events.apply(batch(event.kind(), event.payload()));
    }
  }

  private static void interleave(
      List<LongFunction<Message>> a,
      int i,
      List<LongFunction<Message>> b,
      int j,
      List<LongFunction<Message>> c,
      int k,
      List<LongFunction<Message>> sofar,
      List<List<LongFunction<Message>>> out) {
    if (i == a.size() && j == b.size() && k == c.size()) {
      out.add(List.copyOf(sofar));
      return;
    }
    if (i < a.size()) {
      sofar.add(a.get(i));
      interleave(a, i + 1, b, j, c, k, sofar, out);
      sofar.removeLast();
    }
    if (j < b.size()) {
      sofar.add(b.get(j));
      interleave(a, i, b, j + 1, c, k, sofar, out);
      sofar.removeLast();
    }
    if (k < c.size()) {
      sofar.add(c.get(k));
      interleave(a, i, b, j, c, k + 1, sofar, out);
      sofar.removeLast();
    }
  }

  private void apply(Message event) throws InvalidProtocolBufferException {
    events.apply(batch(event.getDescriptorForType().getName(), event.toByteArray()));
  }

  private static ChangeBatch batch(String kind, byte[] payload) {
    StreamId stream = new StreamId(Keyspace.GRAPH, "0");
    return new ChangeBatch(
        stream,
        List.of(new ChangeEvent(stream, 1, 1, kind, payload, Instant.EPOCH)),
        new Position("1"));
  }

  private List<Long> feed(long reader) {
    store.reader().gather(reader, Long.MAX_VALUE, 1_000, page);
    List<Long> posts = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      posts.add(page.postId(i));
    }
    return posts;
  }

  private static Message state(long account, boolean hidden) {
    return AccountChanged.newBuilder().setAccountId(account).setHidden(hidden).build();
  }

  private static Message edge(long follower, long followee, boolean following) {
    return FollowsChanged.newBuilder()
        .setFollowerId(follower)
        .addEdges(FollowsChanged.Edge.newBuilder().setFolloweeId(followee).setFollowing(following))
        .build();
  }

  private static Message post(long author, long id, boolean visible) {
    return PostsChanged.newBuilder()
        .setAuthorId(author)
        .addChanges(PostsChanged.Change.newBuilder().setPostId(id).setVisible(visible))
        .build();
  }
}
