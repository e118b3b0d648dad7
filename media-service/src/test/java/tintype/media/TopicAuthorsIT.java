package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.BEN;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.AccountChanged;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.ImportPostsRequest.NewPost;
import tintype.media.v1.Post;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Outbox;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Posts of authors who are hidden are on no page and in no count, until their authors are back. */
@OnEveryDatabase
class TopicAuthorsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final StreamId STREAM = new StreamId(Keyspace.ACCOUNT, "0");

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static TopicRig rig;
  private static TopicAuthors authors;
  private static Outbox outbox;
  private static int number;
  private String tag;
  private long author;

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
    authors = rig.media.service.injector().getInstance(TopicAuthors.class);
    outbox = new Outbox(Keyspace.ACCOUNT, installation.installation().ids());
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
      assertThat(rig.count("own" + tag)).isZero();
      tell(false);
      awaitCount(2);
      assertThat(rig.latest(BEN, "own" + tag)).containsExactly(post.getId());
    }
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
    assertThat(rig.count("more" + tag)).isEqualTo(1);
  }

  @Test
  void newsInAnyOrderEndsAsTheLast() throws Exception {
    rig.post(author, "#" + tag);
    rig.awaitIndex();
    List<ChangeEvent> news = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      news.add(event(i % 2 == 1));
    }
    for (int round = 0; round < 10; round++) {
      Collections.shuffle(news, new Random(round));
      for (ChangeEvent event : news) {
        authors.apply(new ChangeBatch(STREAM, List.of(event), new Position("p")));
      }
    }

    assertThat(rig.count(tag)).isZero();
    authors.apply(new ChangeBatch(STREAM, List.of(event(false)), new Position("p")));
    assertThat(rig.count(tag)).isEqualTo(1);
  }

  /** A kill between the two leaves the position where it was. */
  @Test
  void whatBrokeOffIsDoneByTheRepeat() throws Exception {
    rig.post(author, "#" + tag);
    rig.awaitIndex();
    ChangeEvent event = event(true);
    rig.media.service.injector().getInstance(HiddenAuthors.class).put(author, true, event.id());
    assertThat(rig.count(tag)).isEqualTo(1);

    authors.apply(new ChangeBatch(STREAM, List.of(event), new Position("p")));

    assertThat(rig.count(tag)).isZero();
    authors.apply(new ChangeBatch(STREAM, List.of(event(false)), new Position("p")));
    assertThat(rig.count(tag)).isEqualTo(1);
  }

  @Test
  void aCopyBringsBackWhoIsNotHiddenAnyMore() {
    rig.post(author, "#" + tag);
    rig.awaitIndex();
    tell(true);
    awaitCount(0);
    authors.close();
    rig.database()
        .execute(
            handle -> {
              handle.execute("DELETE FROM changelog_position WHERE consumer = 'topic-authors'");
              handle.execute("UPDATE topic_author SET version = 1 WHERE user_id = ?", author);
            });

    authors.start();

    awaitCount(1);
  }

  /** Each stream of the log begins with a copy of all, which another one may be ahead of. */
  @Test
  void aCopyIsNoNewsAfterLaterNews() {
    HiddenAuthors rows = rig.media.service.injector().getInstance(HiddenAuthors.class);
    rows.put(author, true, 10);
    rows.put(author, false, 30);

    rows.set(author, true, 20);
    assertThat(rows.all()).doesNotContain(author);
    rows.set(author, true, 40);
    assertThat(rows.all()).contains(author);
  }

  /** As account-service does. */
  private void tell(boolean hidden) {
    AccountChanged news = news(hidden);
    database.database(Keyspace.ACCOUNT).execute(handle -> outbox.append(handle, author, news));
  }

  private ChangeEvent event(boolean hidden) {
    return new ChangeEvent(
        STREAM,
        installation.installation().ids().next(),
        author,
        AccountChanged.getDescriptor().getName(),
        news(hidden).toByteArray(),
        Instant.EPOCH);
  }

  private AccountChanged news(boolean hidden) {
    return AccountChanged.newBuilder().setAccountId(author).setHidden(hidden).build();
  }

  private void awaitCount(int count) {
    Eventually.awaitPass(SOON, () -> assertThat(rig.count(tag)).isEqualTo(count));
  }
}
