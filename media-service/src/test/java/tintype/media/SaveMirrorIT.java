package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.PostSaveStore.Save;
import tintype.media.v1.PostPurged;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The authors' side of saves by itself, and over stops and restarts of its consumer. */
@OnEveryDatabase
class SaveMirrorIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final StreamId STREAM = new StreamId(Keyspace.MEDIA, "0");

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig rig;
  private static SaveCalls saves;
  private static SaveMirror mirror;
  private static PostSaveStore store;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    saves = new SaveCalls(rig);
    mirror = rig.service.injector().getInstance(SaveMirror.class);
    store = rig.service.injector().getInstance(PostSaveStore.class);
  }

  @AfterEach
  void countsAreThoseOfTheRows() {
    List<String> wrong =
        database
            .database(Keyspace.MEDIA)
            .read(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT c.post_id FROM post_save_counter c
                            GROUP BY c.user_id, c.post_id
                            HAVING MIN(c.saves) < 0 OR SUM(c.saves) <> (
                              SELECT COALESCE(SUM(s.saved), 0) FROM post_save s
                              WHERE s.user_id = c.user_id AND s.post_id = c.post_id)
                            """)
                        .mapTo(String.class)
                        .list());
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatWasCommittedBeforeAStopArrivesOnceAfterTheRestart() {
    String post = rig.post(ANA).getId();
    mirror.close();
    try {
      saves.save(BEN, post);
      saves.save(CAT, post);
      saves.unsave(CAT, post);
      assertThat(count(post)).isZero();
    } finally {
      mirror.start();
    }

    countedSoon(post, 1);
  }

  /** As after a kill between an effect and the saving of the position. */
  @Test
  void aReplayFromTheBeginningChangesNothing() throws Exception {
    String post = rig.post(ANA).getId();
    saves.save(BEN, post);
    saves.save(CAT, post);
    saves.unsave(BEN, post);
    saves.save(BEN, post);
    saves.save(ANA, post);
    countedSoon(post, 3);

    List<ChangeEvent> outbox = outbox();
    for (ChangeEvent event : outbox) {
      mirror.apply(new ChangeBatch(STREAM, List.of(event), new Position("p")));
    }
    mirror.apply(new ChangeBatch(STREAM, outbox, new Position("p")));
    Collections.reverse(outbox);
    mirror.apply(new ChangeBatch(STREAM, outbox, new Position("p")));

    assertThat(count(post)).isEqualTo(3);
  }

  @Test
  void aCopyBuildsTheCountsAnew() {
    String post = rig.post(ANA).getId();
    saves.save(BEN, post);
    saves.save(CAT, post);
    saves.unsave(CAT, post);
    countedSoon(post, 1);
    mirror.close();
    execute("DELETE FROM changelog_position WHERE consumer = 'save-mirror'");
    execute("DELETE FROM post_save WHERE user_id = " + ANA);
    execute("DELETE FROM post_save_counter WHERE user_id = " + ANA);

    mirror.start();

    countedSoon(post, 1);
  }

  @Test
  void aPurgedPostIsForgottenByAll() throws Exception {
    String post = rig.post(ANA).getId();
    String other = rig.post(ANA).getId();
    String collection = saves.collection(BEN, "One");
    for (String one : List.of(post, other)) {
      saves.save(BEN, one, collection);
      saves.save(CAT, one);
      countedSoon(one, 2);
    }
    Owned ref = IdText.parseOwned("post", post);
    ChangeEvent news =
        new ChangeEvent(
            STREAM,
            1,
            ANA,
            PostPurged.getDescriptor().getName(),
            PostPurged.newBuilder()
                .setAuthorId(ref.owner())
                .setPostId(ref.id())
                .build()
                .toByteArray(),
            Instant.EPOCH);

    mirror.apply(new ChangeBatch(STREAM, List.of(news), new Position("p")));
    mirror.apply(new ChangeBatch(STREAM, List.of(news), new Position("p")));

    for (String table :
        List.of("saved_post", "saved_collection_post", "post_save", "post_save_counter")) {
      assertThat(rows(table, ref.id())).as(table).isZero();
      assertThat(rows(table, IdText.parseOwned("post", other).id())).as(table).isPositive();
    }
    assertThat(saves.in(BEN, collection)).containsExactly(other);
  }

  private static int rows(String table, long post) {
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM " + table + " WHERE post_id = ?")
                    .bind(0, post)
                    .mapTo(Integer.class)
                    .one());
  }

  @Test
  void savesInAnyOrderEndAsTheNewest() {
    Owned post = new Owned(7, ANA);
    List<Save> all = new ArrayList<>();
    for (int version = 1; version <= 9; version++) {
      all.add(new Save(post, BEN, version % 2 == 1, version));
      all.add(new Save(post, CAT, version % 2 == 0, version));
    }
    for (int round = 0; round < 10; round++) {
      Collections.shuffle(all, new Random(round));
      all.forEach(
          save -> {
            store.apply(List.of(save));
            assertThat(store.counts(List.of(post)).getOrDefault(post, 0)).isBetween(0, 2);
          });
      store.apply(all);
    }

    assertThat(store.counts(List.of(post))).containsEntry(post, 1);
  }

  @Test
  void anEndOfWhatWasNeverSeenIsRemembered() {
    Owned post = new Owned(8, ANA);

    store.apply(List.of(new Save(post, BEN, false, 2)));
    store.apply(List.of(new Save(post, BEN, true, 1)));

    assertThat(store.counts(List.of(post)).getOrDefault(post, 0)).isZero();
  }

  /** More than one transaction takes, by several at once, in different orders. */
  @Test
  void twoMirrorsAtOnceCountOnce() throws Exception {
    List<Owned> posts = List.of(new Owned(21, ANA), new Owned(22, ANA), new Owned(23, BEN));
    List<Save> all = new ArrayList<>();
    for (int i = 0; i < 330; i++) {
      all.add(new Save(posts.get(i % 3), 1_000 + i, true, 1));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        List<Save> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(i));
        running.add(threads.submit(() -> store.apply(shuffled)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }

    for (Owned post : posts) {
      assertThat(store.counts(List.of(post))).containsEntry(post, 110);
    }
  }

  private static int count(String post) {
    return rig.get(ANA, post).getCounts().getSaves();
  }

  private static void countedSoon(String post, int count) {
    Owned ref = IdText.parseOwned("post", post);
    Eventually.awaitPass(
        SOON, () -> assertThat(store.counts(List.of(ref)).getOrDefault(ref, 0)).isEqualTo(count));
    assertThat(count(post)).isEqualTo(count);
  }

  private static void execute(String sql) {
    database.database(Keyspace.MEDIA).execute(handle -> handle.execute(sql));
  }

  private static List<ChangeEvent> outbox() {
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                new ArrayList<>(
                    handle
                        .createQuery("SELECT id, user_id, kind, payload FROM outbox ORDER BY id")
                        .map(
                            (row, context) ->
                                new ChangeEvent(
                                    STREAM,
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getBytes(4),
                                    Instant.EPOCH))
                        .list()));
  }
}
