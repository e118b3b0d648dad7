package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.media.TopicRig.LOUVRE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Post;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The pages as rows: what comes again or late, and what is built anew. */
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
      assertThat(rig.drift(table)).isEmpty();
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
