package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.BEN;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.ImportPostsRequest.NewPost;
import tintype.media.v1.Post;
import tintype.platform.hidden.HiddenAccountLog;
import tintype.platform.hidden.HiddenWalkInUse;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Posts of authors who are hidden are on no page and in no count, until their authors are back. */
@OnEveryDatabase
class HiddenPostsIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static TopicRig rig;
  private static HiddenRig people;
  private static int number;
  private String tag;
  private long author;

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
    people = new HiddenRig(rig.media, database, installation);
  }

  @BeforeEach
  void name() {
    number++;
    tag = "author" + number;
    author = 800 + number;
    rig.media.accounts.add(author);
  }

  @Test
  void aHiddenAuthorsPostsLeaveTheCountsAndComeBack() {
    rig.post(BEN, "#" + tag);
    Post post = rig.post(author, "#" + tag + " #own" + tag);
    rig.post(author, "of nothing");
    rig.awaitIndex();
    for (int round = 0; round < 2; round++) {
      tell(true);
      awaitCount(1);
      awaitOwn(List.of());
      tell(false);
      awaitCount(2);
      awaitOwn(List.of(post.getId()));
    }
  }

  /** Of a topic that may be in another shard, whose transaction is another one then. */
  private void awaitOwn(List<String> posts) {
    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(rig.count("own" + tag)).isEqualTo(posts.size());
          assertThat(rig.latest(BEN, "own" + tag)).isEqualTo(posts);
        });
  }

  @Test
  void ofManyPostsAllGoAndComeBack() {
    String source = rig.media.upload(author).getId();
    ImportPostsRequest.Builder request = ImportPostsRequest.newBuilder();
    for (int i = 0; i < 250; i++) {
      request.addPosts(
          NewPost.newBuilder()
              .setAuthorId(author)
              .setSourceMediaId(source)
              .setCaption("#" + tag)
              .setRequestId(UUID.randomUUID().toString()));
    }
    rig.media.imports().importPosts(request.build());
    rig.awaitIndex();
    assertThat(rig.count(tag)).isEqualTo(250);

    tell(true);
    awaitCount(0);
    tell(false);
    awaitCount(250);
  }

  @Test
  void whatIsEditedOrArchivedMeanwhileComesBackAsItIs() {
    Post edited = rig.post(author, "#" + tag);
    Post archived = rig.post(author, "#" + tag);
    rig.awaitIndex();
    tell(true);
    awaitCount(0);

    rig.caption(author, edited, "#" + tag + " #more" + tag);
    rig.media.archive(author, archived.getId());
    rig.awaitIndex();
    assertThat(rig.count(tag)).isZero();
    assertThat(rig.count("more" + tag)).isZero();

    tell(false);
    awaitCount(1);
    Eventually.awaitPass(SOON, () -> assertThat(rig.count("more" + tag)).isEqualTo(1));
  }

  @Test
  void aStormOfChangesEndsAsTheLast() {
    rig.post(author, "#" + tag);
    rig.awaitIndex();
    for (int i = 0; i < 21; i++) {
      tell(i % 2 == 0);
    }
    awaitCount(0);

    tell(false);
    awaitCount(1);
  }

  /** Once between two steps, and once between a step and the note of it; the first is of rows. */
  @Test
  void whatBrokeOffIsDoneByTheRepeat() {
    for (int i = 0; i < 5; i++) {
      rig.post(author, "#" + tag);
    }
    rig.awaitIndex();
    Eventually.await(SOON, () -> people.accounts().due(1).isEmpty());
    HiddenWalkInUse work = people.work();
    work.close();
    try {
      tell(true);
      people.awaitNoted(author, true);
      AtomicInteger steps = new AtomicInteger();
      people.walk(2, 2).run(() -> steps.incrementAndGet() <= 3);
      assertThat(rig.count(tag)).isEqualTo(1);

      people.execute("UPDATE hidden_account SET told_id = 0 WHERE user_id = ?", author);
      steps.set(0);
      people.walk(3, 2).run(() -> steps.incrementAndGet() <= 2);
      assertThat(rig.count(tag)).isEqualTo(1);
    } finally {
      work.start();
    }

    awaitCount(0);
    tell(false);
    awaitCount(5);
  }

  @Test
  void aCopyBringsBackWhoIsNotHiddenAnyMore() {
    rig.post(author, "#" + tag);
    rig.awaitIndex();
    tell(true);
    awaitCount(0);
    people.awaitTold(author, true);
    HiddenAccountLog log = people.instance(HiddenAccountLog.class);
    log.close();
    people.execute("DELETE FROM changelog_position WHERE consumer = 'hidden-engagement'");
    people.execute("UPDATE hidden_account SET news_id = 1 WHERE user_id = ?", author);

    log.start();

    awaitCount(1);
  }

  private void tell(boolean hidden) {
    people.tell(author, hidden);
  }

  private void awaitCount(int count) {
    Eventually.awaitPass(SOON, () -> assertThat(rig.count(tag)).isEqualTo(count));
  }
}
