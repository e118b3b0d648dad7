package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Repeats;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Whatever is done to a post at one time, counters are the rows and no news is told twice. */
@OnEveryDatabase
class PostMoveRacesIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final int CALLS = 24;
  private static final long[] PEOPLE = LongStream.rangeClosed(1_001, 1_000 + CALLS).toArray();
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(PEOPLE);
  }

  @RepeatedTest(3)
  void archivingAtOnceIsArchivingOnce() throws Exception {
    Post post = rig.post(ANA);
    int before = rig.count(ANA);

    atOnce(i -> rig.archive(ANA, post.getId()));

    assertThat(rig.count(ANA)).isEqualTo(before - 1);
    assertThat(PostNews.of(database, post)).containsExactly(true, false);

    atOnce(i -> rig.unarchive(ANA, post.getId()));

    assertThat(rig.count(ANA)).isEqualTo(before);
    assertThat(PostNews.of(database, post)).containsExactly(true, false, true);
  }

  @RepeatedTest(3)
  void movesAtOnceCountWhatIsPublished() throws Exception {
    Post post = rig.post(ANA);

    atOnce(
        i -> {
          switch (i % 4) {
            case 0 -> rig.archive(ANA, post.getId());
            case 1 -> rig.delete(ANA, post.getId());
            case 2 -> rig.restore(ANA, post.getId());
            default -> rig.unarchive(ANA, post.getId());
          }
        });

    assertThat(rig.count(ANA)).isEqualTo(published(ANA));
    // Besides what is told of the bin of an archived post, each change is told of and no other.
    boolean last = PostNews.of(database, post).getLast();
    assertThat(last).isEqualTo(isShown(post));
    rig.delete(ANA, post.getId());
    rig.restore(ANA, post.getId());
    rig.unarchive(ANA, post.getId());
    assertThat(isShown(post)).isTrue();
    assertThat(rig.count(ANA)).isEqualTo(published(ANA));
  }

  @RepeatedTest(3)
  void likesWhileAPostIsDeletedAreAllThereOnceItIsRestored() throws Exception {
    Post post = rig.post(ANA);

    List<Boolean> liked =
        atOnce(
            i -> {
              if (i == CALLS / 2) {
                rig.delete(ANA, post.getId());
              } else {
                rig.like(PEOPLE[i], post.getId());
              }
            });
    rig.restore(ANA, post.getId());

    int answered = (int) liked.stream().filter(yes -> yes).count() - 1;
    Post restored = rig.get(ANA, post.getId());
    assertThat(restored.getCounts().getLikes())
        .isEqualTo(number("SELECT COUNT(*) FROM post_like WHERE user_id = ? AND post_id = ?", post))
        .isGreaterThanOrEqualTo(answered);
  }

  @RepeatedTest(3)
  void noMoreThanThreeArePinnedAtOnce() throws Exception {
    List<Post> posts = Stream.generate(() -> rig.post(BEN)).limit(CALLS).toList();

    List<Boolean> pinned = atOnce(i -> rig.pin(BEN, posts.get(i).getId()));

    assertThat(pinned.stream().filter(yes -> yes)).hasSize(3);
    assertThat(pins()).isEqualTo(3);
    atOnce(
        i -> {
          if (i % 2 == 0) {
            rig.archive(BEN, posts.get(i).getId());
          } else {
            rig.pin(BEN, posts.get(i).getId());
          }
        });
    assertThat(pins()).isBetween(0, 3);
    assertThat(hiddenPins()).isZero();
    posts.forEach(post -> rig.delete(BEN, post.getId()));
    assertThat(pins()).isZero();
  }

  private static boolean isShown(Post post) {
    try {
      rig.get(BEN, post.getId());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private static int published(long author) {
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .select("SELECT COUNT(*) FROM post WHERE user_id = ? AND state = 0", author)
                    .mapTo(Integer.class)
                    .one());
  }

  private static int pins() {
    return ofBen("SELECT COUNT(*) FROM post WHERE user_id = ? AND pin_micros > 0");
  }

  private static int hiddenPins() {
    return ofBen("SELECT COUNT(*) FROM post WHERE user_id = ? AND pin_micros > 0 AND state <> 0");
  }

  private static int ofBen(String sql) {
    return database
        .database(Keyspace.MEDIA)
        .read(handle -> handle.select(sql, BEN).mapTo(Integer.class).one());
  }

  private static int number(String sql, Post post) {
    Owned ref = IdText.parseOwned("post", post.getId());
    return database
        .database(Keyspace.MEDIA)
        .read(handle -> handle.select(sql, ref.owner(), ref.id()).mapTo(Integer.class).one());
  }

  /**
   * Starts all calls together; answers which of them were not refused. A refusal other than that
   * the post is away at that moment, or that enough are pinned, fails.
   */
  private static List<Boolean> atOnce(IntConsumer call) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return Repeats.untilAnswered(() -> isAnswered(call, number));
                }));
      }
      start.countDown();
      List<Boolean> answered = new ArrayList<>();
      for (Future<Boolean> one : running) {
        answered.add(one.get());
      }
      return answered;
    }
  }

  private static boolean isAnswered(IntConsumer call, int number) {
    try {
      call.accept(number);
      return true;
    } catch (StatusRuntimeException e) {
      String reason = Refusal.of(e).reason();
      if (List.of("POST_NOT_FOUND", "PINNED_POSTS_FULL", "POST_ARCHIVED").contains(reason)) {
        return false;
      }
      throw e;
    }
  }
}
