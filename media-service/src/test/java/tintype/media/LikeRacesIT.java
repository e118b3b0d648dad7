package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
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

/** The counter is the number of the rows, whatever happens at one time. */
@OnEveryDatabase
class LikeRacesIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final int CALLS = 100;

  /** As ids are minted: a millisecond apart, of one node. */
  private static final long[] PEOPLE =
      LongStream.rangeClosed(1, CALLS).map(i -> i << 23 | 5 << 10).toArray();

  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(PEOPLE);
  }

  @RepeatedTest(3)
  void aHundredPeopleAtOnceAreAHundredLikes() throws Exception {
    String post = rig.post(ANA).getId();

    atOnce(i -> rig.like(PEOPLE[i], post));

    assertThat(count(post)).isEqualTo(CALLS);
    assertThat(rows(post)).isEqualTo(CALLS);
    assertThat(slots(post)).isBetween(8, 16);

    atOnce(i -> rig.unlike(PEOPLE[i], post));

    assertThat(count(post)).isZero();
    assertThat(rows(post)).isZero();
  }

  @RepeatedTest(3)
  void likesAndTheirTakingBackAtOnceCountTheRows() throws Exception {
    String post = rig.post(ANA).getId();

    atOnce(
        i -> {
          // Four people, each with a like for every taking back.
          long person = PEOPLE[i % 4];
          return i / 4 % 2 == 0 ? rig.like(person, post) : rig.unlike(person, post);
        });

    assertThat(rows(post)).isBetween(0, 4);
    assertThat(count(post)).isEqualTo(rows(post));
    assertThat(lowestSlot(post)).isNotNegative();
  }

  @RepeatedTest(3)
  void onePersonIsOneLikeAtMost() throws Exception {
    String post = rig.post(ANA).getId();

    atOnce(i -> rig.like(BEN, post));
    assertThat(count(post)).isEqualTo(1);

    atOnce(i -> i % 2 == 0 ? rig.unlike(BEN, post) : rig.like(BEN, post));
    assertThat(count(post)).isEqualTo(rows(post)).isBetween(0, 1);

    atOnce(i -> rig.unlike(BEN, post));
    assertThat(count(post)).isEqualTo(rows(post)).isZero();
  }

  private static int count(String post) {
    return rig.get(ANA, post).getCounts().getLikes();
  }

  private static int rows(String post) {
    return number("SELECT COUNT(*) FROM post_like WHERE user_id = ? AND post_id = ?", post);
  }

  private static int slots(String post) {
    return number("SELECT COUNT(*) FROM post_like_counter WHERE user_id = ? AND post_id = ?", post);
  }

  private static int lowestSlot(String post) {
    return number(
        "SELECT MIN(likes) FROM post_like_counter WHERE user_id = ? AND post_id = ?", post);
  }

  private static int number(String sql, String post) {
    Owned ref = IdText.parseOwned("post", post);
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery(sql)
                    .bind(0, ref.owner())
                    .bind(1, ref.id())
                    .mapTo(Integer.class)
                    .one());
  }

  /** Starts all calls together; fails as the first failed one did. */
  private static void atOnce(IntFunction<Post> call) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return Repeats.untilAnswered(() -> call.apply(number));
                }));
      }
      start.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    }
  }
}
