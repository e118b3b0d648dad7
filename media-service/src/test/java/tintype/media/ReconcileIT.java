package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Comment;
import tintype.media.v1.Post;
import tintype.media.v1.ReconcileCountersRequest;
import tintype.media.v1.ReconcileServiceGrpc;
import tintype.media.v1.ReconcileTopicsRequest;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Outbox;
import tintype.rpc.v1.CounterDrift;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Repeats;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class ReconcileIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long[] PEOPLE = LongStream.rangeClosed(1, 12).map(i -> i << 23).toArray();

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static TopicRig topics;
  private static MediaRig rig;
  private static SaveCalls saves;
  private static long accounts = 300;

  @BeforeAll
  static void start() {
    topics = new TopicRig(installation, database);
    rig = topics.media;
    saves = new SaveCalls(rig);
    rig.accounts.add(PEOPLE);
  }

  @Test
  void whatIsRightIsLeftAlone() {
    long author = author();
    Post post = engaged(author);
    saves.collection(author, "One");

    assertThat(reconcile(author, BEN, 99_999)).isEmpty();
    assertThat(rig.get(author, post.getId())).isEqualTo(post);
  }

  @Test
  void everyNumberIsMendedOnce() {
    long author = author();
    Post post = engaged(author);
    saves.collection(author, "One");
    Owned ref = IdText.parseOwned("post", post.getId());
    execute("UPDATE post_counter SET posts = 7 WHERE user_id = " + author);
    execute("UPDATE saved_collection_counter SET collections = 0 WHERE user_id = " + author);
    execute("DELETE FROM post_like_counter WHERE user_id = " + author);
    execute("DELETE FROM post_save_counter WHERE user_id = " + author);
    execute("UPDATE post_share_counter SET shares = 0 WHERE user_id = " + author);

    List<CounterDrift> drifts = reconcile(author);

    assertThat(drifts)
        .containsExactlyInAnyOrder(
            drift(author, 0, "posts", 7, 1),
            drift(author, 0, "collections", 0, 1),
            drift(author, ref.id(), "likes", 0, 3),
            drift(author, ref.id(), "saves", 0, 2),
            drift(author, ref.id(), "shares", 0, 2));
    assertThat(reconcile(author)).isEmpty();
    // What was in memory was not right either.
    assertThat(rig.get(author, post.getId())).isEqualTo(post);
  }

  /** So that taking likes back ends at 0, each slot must be right by itself. */
  @Test
  void mendedLikesCanBeTakenBack() {
    long author = author();
    String post = rig.post(author).getId();
    for (long person : PEOPLE) {
      rig.like(person, post);
    }
    execute("UPDATE post_like_counter SET likes = 0 WHERE user_id = " + author);
    execute("UPDATE post_like_counter SET likes = 40 WHERE slot = 3 AND user_id = " + author);

    assertThat(reconcile(author)).hasSize(1);

    for (int i = 0; i < PEOPLE.length; i++) {
      assertThat(rig.get(author, post).getCounts().getLikes()).isEqualTo(PEOPLE.length - i);
      rig.unlike(PEOPLE[i], post);
    }
    assertThat(rig.get(author, post).getCounts().getLikes()).isZero();
  }

  @Test
  void whatIsUnderAPostIsCountedToo() {
    long author = author();
    String post = rig.post(author).getId();
    CommentRig say = new CommentRig(rig, database);
    Comment liked = say.like(BEN, say.like(ANA, say.comment(CAT, post, "liked")));
    Comment thread = say.comment(BEN, post, "a thread");
    say.reply(ANA, thread, "one");
    say.reply(CAT, thread, "two");
    execute("UPDATE comment_like_counter SET likes = 9 WHERE slot = 4 AND user_id = " + author);
    execute("DELETE FROM comment_like_counter WHERE slot <> 4 AND user_id = " + author);
    execute("UPDATE post_comment SET replies = 5 WHERE thread_id = 0 AND user_id = " + author);

    List<CounterDrift> drifts = reconcile(author);

    assertThat(drifts)
        .extracting(CounterDrift::getCounter)
        .containsExactly("comment_likes", "replies", "replies");
    assertThat(drifts)
        .contains(
            drift(author, IdText.parseOwned("id", liked.getId()).id(), "replies", 5, 0),
            drift(author, IdText.parseOwned("id", thread.getId()).id(), "replies", 5, 2));
    assertThat(say.contradictions(post)).isEmpty();
    assertThat(say.comments(BEN, post).get(1).getCounts().getLikes()).isEqualTo(2);
    assertThat(reconcile(author)).isEmpty();
  }

  @Test
  void topicsAreCountedToo() {
    Post post =
        topics.post(ANA, request -> request.setCaption("#recount").setPlace(TopicRig.LOUVRE));
    topics.post(BEN, "#recount");
    topics.awaitIndex();
    long tag = new TagName("recount").id();
    long place = Long.parseLong(post.getPlace().getId());
    var request =
        ReconcileTopicsRequest.newBuilder().addHashtagIds(tag).addHashtagIds(5).addPlaceIds(place);
    assertThat(reconciler().reconcileTopics(request.build()).getDriftsList()).isEmpty();
    execute("UPDATE hashtag SET posts = 7 WHERE tag_id = " + tag);
    execute("UPDATE place SET posts = 0 WHERE place_id = " + place);

    assertThat(reconciler().reconcileTopics(request.build()).getDriftsList())
        .containsExactly(
            drift(0, tag, "hashtag_posts", 7, 2), drift(0, place, "place_posts", 0, 1));

    assertThat(topics.count("recount")).isEqualTo(2);
    assertThat(reconciler().reconcileTopics(request.build()).getDriftsList()).isEmpty();
  }

  @Test
  void aNumberWithoutRowsBecomesZero() {
    long author = author();
    execute("INSERT INTO post_like_counter VALUES (%d, 7, 5, 3)".formatted(author));
    execute("INSERT INTO post_counter VALUES (%d, 3)".formatted(author));

    assertThat(reconcile(author))
        .containsExactlyInAnyOrder(
            drift(author, 0, "posts", 3, 0), drift(author, 7, "likes", 3, 0));
  }

  /** Nothing that is under way is taken for drift, and none of it is lost. */
  @Test
  void trafficIsNoDrift() throws Exception {
    long author = author();
    trafficIsNoDrift(author, () -> reconcile(author));
  }

  /** Where each statement sees a moment of its own, as it does by Vitess's own driver. */
  @Test
  @DisabledIfSystemProperty(
      named = "tintype.test.database",
      matches = "vtgate|vitess-jdbc",
      disabledReason = "a session's isolation is set as plain servers have it")
  void trafficIsNoDriftAtReadCommittedEither() throws Exception {
    long author = author();
    DatabaseConfig config = database.config(Keyspace.MEDIA);
    String separator = config.jdbcUrl().contains("?") ? "&" : "?";
    String url =
        config.jdbcUrl() + separator + "sessionVariables=transaction_isolation='READ-COMMITTED'";
    try (Database committed =
        Database.open(
            Keyspace.MEDIA,
            DatabaseConfig.of(url, config.user(), config.password()).withVtgate(config.vtgate()),
            new SimpleMeterRegistry())) {
      Outbox outbox = new Outbox(Keyspace.MEDIA, installation.installation().ids());
      Recounts recounts = new Recounts(committed, outbox);
      trafficIsNoDrift(author, () -> recounts.mend(List.of(author)));
    }
  }

  private static void trafficIsNoDrift(long author, Supplier<List<CounterDrift>> recount)
      throws Exception {
    String post = rig.post(author).getId();
    AtomicBoolean over = new AtomicBoolean();
    List<CounterDrift> drifts = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (long person : PEOPLE) {
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 8; i++) {
                    Repeats.untilAnswered(() -> rig.like(person, post));
                    Repeats.untilAnswered(() -> saves.save(person, post));
                    Repeats.untilAnswered(() -> rig.unlike(person, post));
                    Repeats.untilAnswered(() -> saves.unsave(person, post));
                  }
                  rig.like(person, post);
                  return saves.share(person, post, "");
                }));
      }
      Future<?> reconciling =
          threads.submit(
              () -> {
                while (!over.get()) {
                  drifts.addAll(Repeats.untilAnswered(recount));
                }
              });
      for (Future<?> one : running) {
        one.get();
      }
      over.set(true);
      reconciling.get();
    }

    assertThat(drifts).isEmpty();
    assertThat(rig.get(author, post).getCounts().getLikes()).isEqualTo(PEOPLE.length);
    assertThat(rig.get(author, post).getCounts().getShares()).isEqualTo(PEOPLE.length);
    Eventually.awaitPass(
        SOON, () -> assertThat(rig.get(author, post).getCounts().getSaves()).isZero());
  }

  private static long author() {
    rig.accounts.add(++accounts);
    return accounts;
  }

  /** A post with three likes, two saves and two shares, as its author sees it. */
  private static Post engaged(long author) {
    String post = rig.post(author).getId();
    rig.like(ANA, post);
    rig.like(BEN, post);
    rig.like(CAT, post);
    saves.save(BEN, post);
    saves.save(CAT, post);
    saves.share(CAT, post, "");
    saves.share(CAT, post, "");
    Eventually.awaitPass(
        SOON, () -> assertThat(rig.get(author, post).getCounts().getSaves()).isEqualTo(2));
    return rig.get(author, post);
  }

  private static CounterDrift drift(long account, long thing, String name, int was, int is) {
    return CounterDrift.newBuilder()
        .setAccountId(account)
        .setThingId(thing)
        .setCounter(name)
        .setCounted(was)
        .setRows(is)
        .build();
  }

  private static ReconcileServiceGrpc.ReconcileServiceBlockingStub reconciler() {
    return installation.asService(
        ReconcileServiceGrpc.newBlockingStub(installation.channel("media")), "tools");
  }

  private static List<CounterDrift> reconcile(long... accounts) {
    var request = ReconcileCountersRequest.newBuilder();
    LongStream.of(accounts).forEach(request::addAccountIds);
    return reconciler().reconcileCounters(request.build()).getDriftsList();
  }

  private static void execute(String sql) {
    database.database(Keyspace.MEDIA).execute(handle -> handle.execute(sql));
  }
}
