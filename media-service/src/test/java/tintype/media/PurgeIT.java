package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** After its time in the bin nothing is left of a post, whenever the process was killed. */
@OnEveryDatabase
class PurgeIT {
  private static final FakeClock clock = new FakeClock();
  private static final Duration RETENTION = Duration.ofDays(30);

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  /** The background's rounds are far apart, so that the tests' own are the ones that count. */
  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withClock(clock)
          .withSettings(Map.of("media-purge-every", "7d"));

  private static final long SAVERS = 2_000_000;
  private static MediaRig rig;
  private static Purge purge;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    purge = rig.service.injector().getInstance(Purge.class);
  }

  @Test
  void nothingIsLeftAndAllElseIs() {
    Post kept = liked();
    Post post = liked();
    rig.delete(ANA, post.getId());

    clock.advance(RETENTION);
    purge.run(() -> true);

    assertGone(post);
    assertThat(Refusal.of(() -> rig.delete(ANA, post.getId())).reason())
        .isEqualTo("POST_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.restore(ANA, post.getId())).reason())
        .isEqualTo("POST_NOT_FOUND");
    assertThat(PostNews.payloads(database, ref(post), "PostPurged")).isNotEmpty();
    assertThat(withoutUrls(rig.get(ANA, kept.getId()))).isEqualTo(withoutUrls(kept));
    assertThat(rig.bytes(ANA, kept.getMedia(1).getId())).isNotEmpty();
  }

  @Test
  void beforeThatAllIsKept() {
    Post post = liked();
    rig.delete(ANA, post.getId());

    clock.advance(RETENTION.minusMillis(1));
    purge.run(() -> true);

    assertThat(withoutUrls(rig.restore(ANA, post.getId()))).isEqualTo(withoutUrls(post));
    assertThat(rig.bytes(BEN, post.getMedia(0).getId())).isNotEmpty();
  }

  @Test
  void whatIsNotDeletedStaysForever() {
    Post shown = liked();
    Post archived = rig.archive(ANA, liked().getId());
    Post restored = liked();
    rig.delete(ANA, restored.getId());
    rig.restore(ANA, restored.getId());

    clock.advance(Duration.ofDays(1_000));
    purge.run(() -> true);

    assertThat(rig.get(ANA, shown.getId()).getCounts().getLikes()).isEqualTo(2);
    assertThat(rig.get(ANA, archived.getId()).getArchived()).isTrue();
    assertThat(rig.get(ANA, restored.getId()).getCounts().getLikes()).isEqualTo(2);
  }

  @Test
  void whatStaffRemovedAndWhatWasArchivedGoToo() {
    Post removed = liked();
    Post archived = rig.archive(ANA, liked().getId());
    PostStore posts = rig.service.injector().getInstance(PostStore.class);
    posts.move(ref(removed), PostMove.REMOVE, Micros.now(clock));
    rig.delete(ANA, archived.getId());

    clock.advance(RETENTION);
    purge.run(() -> true);

    assertGone(removed);
    assertGone(archived);
  }

  @Test
  void aKillAtAnyStepLeavesNothingInTheEnd() throws IOException {
    BinStore bin = rig.service.injector().getInstance(BinStore.class);
    MediaBlobs blobs = rig.service.injector().getInstance(MediaBlobs.class);
    List<Post> posts = Stream.generate(this::liked).limit(3).toList();
    posts.forEach(post -> rig.delete(ANA, post.getId()));
    clock.advance(RETENTION);

    for (Post post : posts) {
      assertThat(bin.claim(ref(post), Micros.now(clock))).isTrue();
    }
    blobs.drop(bin.media(ref(posts.get(1))).subList(0, 1));
    blobs.drop(bin.media(ref(posts.get(2))));
    change("DELETE FROM post_like WHERE user_id = ? AND post_id = ?", ref(posts.get(2)));

    assertThat(purge.isDue()).isTrue();
    purge.run(() -> true);
    posts.forEach(PurgeIT::assertGone);
  }

  @Test
  void whatIsClaimedIsNotRestoredByAClockThatIsBehind() {
    Post post = liked();
    rig.delete(ANA, post.getId());
    BinStore bin = rig.service.injector().getInstance(BinStore.class);
    long later = Micros.now(clock) + RETENTION.toNanos() / 1000;
    assertThat(bin.claim(ref(post), later - 1)).isFalse();

    assertThat(bin.claim(ref(post), later)).isTrue();

    assertThat(Refusal.of(() -> rig.restore(ANA, post.getId())).reason())
        .isEqualTo("POST_NOT_FOUND");
    assertThat(bin.list(ANA, BinStore.Place.START, Micros.now(clock), 100))
        .extracting(PostRow::ref)
        .doesNotContain(ref(post));
    assertThat(bin.claim(ref(post), later)).isTrue();
    assertThat(bin.claim(new Owned(7, ANA), later)).isFalse();
  }

  @Test
  void ofManyRowsNoneIsLeft() {
    Post post = liked();
    database
        .database(Keyspace.MEDIA)
        .execute(
            handle -> {
              PreparedBatch likes =
                  handle.prepareBatch(
                      """
                      INSERT INTO post_like (user_id, post_id, account_id, create_micros)
                      VALUES (?, ?, ?, 1)
                      """);
              for (int i = 1; i <= 1_100; i++) {
                likes.add(ANA, ref(post).id(), 1_000_000 + i);
              }
              likes.execute();
            });
    rig.delete(ANA, post.getId());

    clock.advance(RETENTION);
    purge.run(() -> true);

    assertGone(post);
  }

  /** Without the consumer of the log: whoever saves other posts does not wait for this. */
  @Test
  void savesOfManyGoSomeAtATime() {
    clock.advance(RETENTION);
    purge.run(() -> true);
    Post post = liked();
    save(post, 250);
    SaveMirror mirror = rig.service.injector().getInstance(SaveMirror.class);
    mirror.close();
    try {
      rig.delete(ANA, post.getId());
      clock.advance(RETENTION);
      AtomicInteger asked = new AtomicInteger();

      purge.run(() -> asked.incrementAndGet() <= 2);
      assertThat(rows(post, "post_save")).isEqualTo(150);
      assertThat(rows(post, "post")).isEqualTo(1);

      purge.run(() -> true);
      assertGone(post);
      assertThat(rows(post, "post_save")).isZero();
      assertThat(rows(post, "post_save_counter")).isZero();
      for (int saver = 1; saver <= 250; saver++) {
        assertThat(saved(SAVERS + saver, post)).isZero();
      }
    } finally {
      mirror.start();
    }
  }

  /** Both sides of saves by that many people. */
  private static void save(Post post, int people) {
    List<PostSaveStore.Save> saves = new ArrayList<>();
    for (int i = 1; i <= people; i++) {
      long saver = SAVERS + i;
      saves.add(new PostSaveStore.Save(ref(post), saver, true, 1));
      database
          .database(Keyspace.MEDIA)
          .<RuntimeException>execute(
              handle ->
                  handle.execute(
                      """
                      INSERT INTO saved_post
                        (user_id, post_id, author_id, saved, save_micros, version)
                      VALUES (?, ?, ?, 1, 1, 1)
                      """,
                      saver,
                      ref(post).id(),
                      ANA));
    }
    rig.service.injector().getInstance(PostSaveStore.class).apply(saves);
  }

  private static int saved(long saver, Post post) {
    return number(
        "SELECT COUNT(*) FROM saved_post WHERE user_id = ? AND post_id = ?", saver, ref(post).id());
  }

  @Test
  void moreThanABatchOfPostsGoInOneRound() {
    long author = 77;
    database
        .database(Keyspace.MEDIA)
        .execute(
            handle -> {
              PreparedBatch posts =
                  handle.prepareBatch(
                      """
                      INSERT INTO post (user_id, post_id, state, audience, caption, create_micros,
                        update_micros, delete_micros)
                      VALUES (?, ?, 1, 1, '', 1, 1, 5)
                      """);
              for (int i = 1; i <= 205; i++) {
                posts.add(author, i);
              }
              posts.execute();
            });

    purge.run(() -> true);

    assertThat(number("SELECT COUNT(*) FROM post WHERE user_id = ?", author)).isZero();
    assertThat(purge.isDue()).isFalse();
  }

  @Test
  void whoLostTheLeaseStops() {
    Post post = liked();
    rig.delete(ANA, post.getId());
    clock.advance(RETENTION);

    purge.run(() -> false);
    assertThat(rows(post, "post")).isEqualTo(1);

    purge.run(() -> true);
    assertGone(post);
  }

  /** Of two pictures, liked by two. */
  private Post liked() {
    Post post = rig.post(ANA, rig.upload(ANA).getId(), rig.upload(ANA).getId());
    rig.like(BEN, post.getId());
    rig.like(CAT, post.getId());
    return rig.get(ANA, post.getId());
  }

  /** They end, so that they change with time. */
  private static Post withoutUrls(Post post) {
    return post.toBuilder().clearMedia().build();
  }

  private static void assertGone(Post post) {
    Stream.concat(PurgedTables.UNDER_A_POST.stream(), PurgedTables.OF_A_POST.stream())
        .forEach(table -> assertThat(rows(post, table)).as(table).isZero());
    assertThat(rows(post, "media")).isZero();
    post.getMediaList()
        .forEach(
            media ->
                assertThat(rig.files("~" + IdText.parseOwned("media", media.getId()).id() + "."))
                    .isEmpty());
  }

  private static int rows(Post post, String table) {
    return number(
        "SELECT COUNT(*) FROM " + table + " WHERE user_id = ? AND post_id = ?",
        ref(post).owner(),
        ref(post).id());
  }

  private static int number(String sql, Object... parameters) {
    return database
        .database(Keyspace.MEDIA)
        .read(handle -> handle.select(sql, parameters).mapTo(Integer.class).one());
  }

  private static void change(String sql, Owned post) {
    database
        .database(Keyspace.MEDIA)
        .<RuntimeException>execute(handle -> handle.execute(sql, post.owner(), post.id()));
  }

  private static Owned ref(Post post) {
    return IdText.parseOwned("post", post.getId());
  }
}
