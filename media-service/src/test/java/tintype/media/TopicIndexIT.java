package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.media.TopicRig.LOUVRE;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Post;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The pages as rows: what comes again, late or in another order, and what is built anew. */
@OnEveryDatabase
class TopicIndexIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final StreamId STREAM = new StreamId(Keyspace.MEDIA, "0");

  /** Derived tables, and what they are sharded by. */
  private static final Map<String, String> PAGES =
      Map.of(
          "hashtag_post", "tag_id",
          "hashtag", "tag_id",
          "place_post", "place_id",
          "place", "place_id",
          "tagged_post", "user_id");

  private static TopicRig rig;
  private static int number;
  private String tag;

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
  }

  @BeforeEach
  void name() {
    tag = "index" + ++number;
  }

  @AfterEach
  void countsAreThoseOfTheRows() {
    rig.awaitIndex();
    for (TopicTable table : TopicTable.values()) {
      assertThat(drift(table)).isEmpty();
    }
  }

  @Test
  void aReplayChangesNothing() throws Exception {
    Post post = rig.post(ANA, "#" + tag + " #gone" + tag);
    rig.caption(ANA, post, "#" + tag);
    rig.media.delete(BEN, rig.post(BEN, "#" + tag).getId());
    rig.update(ANA, post, request -> request.setPlace(LOUVRE));
    rig.awaitIndex();
    List<String> before = rows();

    rig.indexer().close();
    try {
      for (ChangeEvent event : outbox()) {
        rig.indexer().apply(new ChangeBatch(STREAM, List.of(event), new Position("p")));
      }
      rig.indexer().apply(new ChangeBatch(STREAM, outbox(), new Position("p")));
    } finally {
      rig.indexer().start();
    }

    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void whatWasCommittedBeforeAStopArrivesOnceAfterTheRestart() {
    rig.indexer().close();
    Post post = rig.post(ANA, "#" + tag);
    assertThat(rig.count(tag)).isZero();

    rig.indexer().start();
    rig.awaitIndex();

    assertThat(rig.count(tag)).isEqualTo(1);
    assertThat(rig.latest(BEN, tag)).containsExactly(post.getId());
  }

  @Test
  void aCopyBuildsThePagesAnew() {
    Post post = rig.post(ANA, "#" + tag + " #gone" + tag);
    rig.caption(ANA, post, "#" + tag);
    Post placed = rig.post(BEN, request -> request.setPlace(LOUVRE));
    Post tagging = rig.tagging(ANA, CAT);
    rig.media.delete(ANA, rig.post(ANA, "#" + tag).getId());
    rig.awaitIndex();
    List<String> before = rows();

    rig.indexer().close();
    // Of the deleted post there is nothing in the log any more, and of none the rows of pages.
    PAGES.forEach(TopicIndexIT::empty);
    forgetTheLog();
    rig.indexer().start();

    Eventually.awaitPass(Duration.ofSeconds(20), () -> assertThat(rows()).isEqualTo(before));
    assertThat(rig.latest(BEN, tag)).containsExactly(post.getId());
    assertThat(rig.count(tag)).isEqualTo(1);
    assertThat(rig.count("gone" + tag)).isZero();
    assertThat(rig.placePosts(BEN, placed.getPlace().getId())).contains(placed.getId());
    assertThat(rig.tagged(BEN, CAT)).contains(tagging.getId());
  }

  /** A copy over pages that are there takes off what an edit has taken away meanwhile. */
  @Test
  void aCopyMendsPagesThatMissedAnEdit() {
    Post post = rig.post(ANA, "#" + tag);
    rig.awaitIndex();
    rig.indexer().close();
    rig.caption(ANA, post, "#new" + tag);
    forgetTheLog();

    rig.indexer().start();

    Eventually.awaitPass(
        Duration.ofSeconds(20),
        () -> {
          assertThat(rig.count(tag)).isZero();
          assertThat(rig.count("new" + tag)).isEqualTo(1);
        });
  }

  @Test
  void ofAPurgedPostNothingStays() {
    Post post =
        rig.post(
            ANA,
            request ->
                request
                    .setCaption("#" + tag + " #gone" + tag)
                    .setPlace(LOUVRE)
                    .addPeopleTags(TopicRig.tag(CAT, request.getMediaIds(0))));
    rig.caption(ANA, post, "#" + tag);
    rig.media.delete(ANA, post.getId());
    rig.awaitIndex();
    assertThat(rowsOf(post)).isEqualTo(5);

    rig.media.service.injector().getInstance(BinStore.class).purge(TopicRig.ref(post));
    rig.awaitIndex();

    assertThat(rowsOf(post)).isZero();
  }

  @Test
  void entriesInAnyOrderEndAsTheNewest() {
    TagName name = new TagName(tag);
    Owned post = new Owned(installation.installation().ids().next(), ANA);
    List<TopicEntry> entries = new ArrayList<>();
    for (int version = 1; version <= 9; version++) {
      entries.add(
          new TopicEntry(
              Topic.of(name),
              post,
              Optional.of(TopicEntry.Label.of(name)),
              version % 2 == 1,
              version));
    }
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(entries, new Random(round));
      for (TopicEntry entry : entries) {
        apply(entry);
      }
    }

    assertThat(rig.count(tag)).isEqualTo(1);
    assertThat(version(name, post)).isEqualTo(9);
    forget(name);
  }

  @Test
  void anEndOfWhatWasNeverSeenIsRemembered() {
    TagName name = new TagName(tag);
    Owned post = new Owned(installation.installation().ids().next(), ANA);

    apply(new TopicEntry(Topic.of(name), post, Optional.empty(), false, 2));
    apply(new TopicEntry(Topic.of(name), post, Optional.of(TopicEntry.Label.of(name)), true, 1));

    assertThat(rig.count(tag)).isZero();
    assertThat(version(name, post)).isEqualTo(2);
    forget(name);
  }

  /**
   * Two holders of the lease, for a moment, while posts change: whoever is last, the rows are
   * right.
   */
  @RepeatedTest(3)
  void manyAtOnceCountOnce() throws Exception {
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      posts.add(rig.post(ANA, "#" + tag + " #b" + tag));
    }
    List<Owned> refs = posts.stream().map(TopicRig::ref).toList();

    atOnce(
        12,
        i -> {
          Post post = posts.get(i % 6);
          if (i < 6) {
            rig.caption(ANA, post, i % 2 == 0 ? "#" + tag : "#b" + tag);
          }
          rig.index().refresh(i % 2 == 0 ? refs : refs.reversed());
        });
    rig.awaitIndex();

    assertThat(rig.count(tag)).isEqualTo(3);
    assertThat(rig.count("b" + tag)).isEqualTo(3);
    assertThat(rig.latest(BEN, tag)).hasSize(3);
  }

  @RepeatedTest(3)
  void aDeletionAgainstAnEditLeavesNothing() throws Exception {
    Post post = rig.post(ANA, "#" + tag);

    atOnce(
        6,
        i -> {
          if (i == 3) {
            rig.media.delete(ANA, post.getId());
          } else {
            try {
              rig.caption(ANA, post, "#" + tag + " #edit" + i + tag);
            } catch (StatusRuntimeException e) {
              assertThat(Refusal.of(e).reason()).isEqualTo("POST_NOT_FOUND");
            }
          }
        });
    rig.awaitIndex();

    assertThat(rig.count(tag)).isZero();
    for (int i = 0; i < 6; i++) {
      assertThat(rig.count("edit" + i + tag)).isZero();
    }
  }

  private interface Call {
    void run(int number) throws Exception;
  }

  private static void atOnce(int calls, Call call) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  call.run(number);
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  private static void apply(TopicEntry entry) {
    rig.database()
        .execute(handle -> new TopicRows(handle, TopicTable.HASHTAG).apply(List.of(entry)));
  }

  private static long version(TagName name, Owned post) {
    return rig.database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT version FROM hashtag_post WHERE tag_id = ? AND post_id = ?")
                    .bind(0, name.id())
                    .bind(1, post.id())
                    .mapTo(Long.class)
                    .one());
  }

  /** Topics whose count is not that of their rows. */
  private static List<Long> drift(TopicTable table) {
    String id = table == TopicTable.HASHTAG ? "tag_id" : "place_id";
    String topics = table == TopicTable.HASHTAG ? "hashtag" : "place";
    return rig.database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT t.%1$s FROM %2$s t LEFT JOIN %2$s_post p ON p.%1$s = t.%1$s"
                                .formatted(id, topics)
                            + " GROUP BY t.%1$s, t.posts".formatted(id)
                            + " HAVING t.posts <> COALESCE(SUM(p.listed), 0)")
                    .mapTo(Long.class)
                    .list());
  }

  /** All rows but those of topics that have no posts any more, whose names nobody needs. */
  private static List<String> rows() {
    List<String> rows = new ArrayList<>();
    PAGES.forEach(
        (table, key) -> {
          String some = table.endsWith("_post") ? "" : " WHERE posts > 0";
          rig.database()
              .read(handle -> handle.createQuery("SELECT * FROM " + table + some).mapToMap().list())
              .forEach(row -> rows.add(table + row));
        });
    Collections.sort(rows);
    return rows;
  }

  private static int rowsOf(Post post) {
    int rows = 0;
    for (String table : List.of("hashtag_post", "place_post", "tagged_post", "post_former_topic")) {
      rows +=
          rig.database()
              .<Integer, RuntimeException>read(
                  handle ->
                      handle
                          .createQuery("SELECT COUNT(*) FROM " + table + " WHERE post_id = ?")
                          .bind(0, TopicRig.ref(post).id())
                          .mapTo(Integer.class)
                          .one());
    }
    return rows;
  }

  private static void forgetTheLog() {
    empty("outbox", "user_id");
    rig.database()
        .execute(
            handle ->
                handle.execute("DELETE FROM changelog_position WHERE consumer = 'topic-index'"));
  }

  /** A shard at a time. */
  private static void empty(String table, String key) {
    List<Long> keys =
        rig.database()
            .read(
                handle ->
                    handle
                        .createQuery("SELECT DISTINCT %s FROM %s".formatted(key, table))
                        .mapTo(Long.class)
                        .list());
    for (long one : keys) {
      rig.database()
          .execute(
              handle -> handle.execute("DELETE FROM %s WHERE %s = ?".formatted(table, key), one));
    }
  }

  /** Pages of posts that are none. */
  private static void forget(TagName name) {
    for (String table : List.of("hashtag_post", "hashtag")) {
      rig.database()
          .execute(
              handle -> handle.execute("DELETE FROM " + table + " WHERE tag_id = ?", name.id()));
    }
  }

  private static List<ChangeEvent> outbox() {
    return rig.database()
        .read(
            handle ->
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
                    .list());
  }
}
