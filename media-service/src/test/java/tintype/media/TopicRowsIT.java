package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The pages as rows: what comes in another order, and many who write at once. */
@OnEveryDatabase
class TopicRowsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static TopicRig rig;
  private static int number;
  private String tag;

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
  }

  @BeforeEach
  void name() {
    tag = "rows" + ++number;
  }

  @AfterEach
  void countsAreThoseOfTheRows() {
    rig.awaitIndex();
    for (TopicTable table : TopicTable.values()) {
      assertThat(rig.drift(table)).isEmpty();
    }
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

  /** Pages of posts that are none. */
  private static void forget(TagName name) {
    for (String table : List.of("hashtag_post", "hashtag")) {
      rig.database()
          .execute(
              handle -> handle.execute("DELETE FROM " + table + " WHERE tag_id = ?", name.id()));
    }
  }
}
