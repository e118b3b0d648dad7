package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Repeats;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Counts are the numbers of the rows, whatever happens at one time. */
@OnEveryDatabase
class SaveRacesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int CALLS = 60;
  private static final int LIMIT = 5;

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withSettings(Map.of("media-collections-limit", Integer.toString(LIMIT)));

  /** As ids are minted: a millisecond apart, of one node. */
  private static final long[] PEOPLE =
      LongStream.rangeClosed(1, CALLS).map(i -> i << 23 | 5 << 10).toArray();

  private static MediaRig rig;
  private static SaveCalls saves;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    saves = new SaveCalls(rig);
    rig.accounts.add(PEOPLE);
  }

  @RepeatedTest(2)
  void manyPeopleAtOnceAreAsManySaves() throws Exception {
    String post = rig.post(ANA).getId();

    atOnce(i -> saves.save(PEOPLE[i], post));
    countedSoon(post, CALLS);

    atOnce(i -> saves.unsave(PEOPLE[i], post));
    countedSoon(post, 0);
  }

  @RepeatedTest(2)
  void savesAndTheirTakingBackAtOnceCountTheRows() throws Exception {
    String post = rig.post(ANA).getId();

    atOnce(
        i -> {
          // Three people and the author, each with a save for every taking back.
          long person = i % 4 == 0 ? ANA : PEOPLE[i % 4];
          return i / 4 % 2 == 0 ? saves.save(person, post) : saves.unsave(person, post);
        });

    countedSoon(
        post, number("SELECT COUNT(*) FROM saved_post WHERE post_id = ? AND saved = 1", post));
  }

  @RepeatedTest(2)
  void whatIsInACollectionIsSaved() throws Exception {
    String post = rig.post(ANA).getId();
    String collection = saves.collection(BEN, "Raced for");

    atOnce(
        i ->
            switch (i % 3) {
              case 0 -> saves.save(BEN, post, collection);
              case 1 -> saves.unsave(BEN, post);
              default -> saves.unsave(BEN, post, collection);
            });

    boolean saved = rig.get(BEN, post).getViewer().getSaved();
    assertThat(saves.saved(BEN).contains(post)).isEqualTo(saved);
    assertThat(saved || saves.in(BEN, collection).isEmpty()).isTrue();
    countedSoon(post, saved ? 1 : 0);
    saves.delete(BEN, collection);
  }

  @RepeatedTest(2)
  void aCollectionThatIsDeletedMeanwhileIsLeftEmpty() throws Exception {
    String collection = saves.collection(BEN, "Short-lived");
    List<String> posts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      posts.add(rig.post(ANA).getId());
    }

    atOnce(
        i -> {
          if (i == CALLS / 2) {
            saves.delete(BEN, collection);
            return true;
          }
          try {
            return saves.save(BEN, posts.get(i % 10), collection);
          } catch (StatusRuntimeException e) {
            if (Refusal.of(e).reason().equals("COLLECTION_NOT_FOUND")) {
              return true;
            }
            throw e;
          }
        });

    Owned ref = IdText.parseOwned("collection", collection);
    assertThat(
            database
                .database(Keyspace.MEDIA)
                .<Integer, RuntimeException>read(
                    handle ->
                        handle
                            .createQuery(
                                """
                                SELECT COUNT(*) FROM saved_collection_post
                                WHERE user_id = ? AND collection_id = ?
                                """)
                            .bind(0, ref.owner())
                            .bind(1, ref.id())
                            .mapTo(Integer.class)
                            .one()))
        .isZero();
  }

  @RepeatedTest(2)
  void nobodyPassesTheLimitOfCollections() throws Exception {
    long owner = PEOPLE[0];
    saves
        .collections(owner, 100, "")
        .getCollectionsList()
        .forEach(one -> saves.delete(owner, one.getId()));
    Map<String, Boolean> made = new ConcurrentHashMap<>();

    atOnce(
        i -> {
          try {
            made.put(saves.collection(owner, "Number " + i), true);
          } catch (StatusRuntimeException e) {
            if (!Refusal.of(e).reason().equals("TOO_MANY_COLLECTIONS")) {
              throw e;
            }
          }
          return true;
        });

    assertThat(made).hasSize(LIMIT);
    assertThat(saves.collections(owner, 100, "").getCollectionsCount()).isEqualTo(LIMIT);
  }

  @RepeatedTest(2)
  void oneRequestAtOnceIsOneShareAndOneCollection() throws Exception {
    String post = rig.post(ANA).getId();
    String requestId = UUID.randomUUID().toString();
    Map<String, Boolean> made = new ConcurrentHashMap<>();

    atOnce(i -> made.put(saves.share(BEN, post, requestId).getId(), true));
    assertThat(made).hasSize(1);
    assertThat(rig.get(BEN, post).getCounts().getShares()).isEqualTo(1);

    long owner = PEOPLE[1];
    made.clear();
    atOnce(i -> made.put(saves.create(owner, "One", requestId).getId(), true));
    assertThat(made).hasSize(1);
  }

  @RepeatedTest(2)
  void sharesOfManyAtOnceAreAllCounted() throws Exception {
    String post = rig.post(ANA).getId();

    atOnce(i -> saves.share(PEOPLE[i], post, UUID.randomUUID().toString()));

    assertThat(rig.get(0, post).getCounts().getShares()).isEqualTo(CALLS);
  }

  private static void countedSoon(String post, int count) {
    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(rig.get(ANA, post).getCounts().getSaves()).isEqualTo(count);
          assertThat(
                  number("SELECT COALESCE(SUM(saved), 0) FROM post_save WHERE post_id = ?", post))
              .isEqualTo(count);
        });
  }

  private static int number(String sql, String post) {
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery(sql)
                    .bind(0, IdText.parseOwned("post", post).id())
                    .mapTo(Integer.class)
                    .one());
  }

  /** Starts all calls together; fails as the first failed one did. */
  private static void atOnce(IntFunction<Object> call) throws Exception {
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
