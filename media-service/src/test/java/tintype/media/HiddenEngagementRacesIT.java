package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Comment;
import tintype.media.v1.Post;
import tintype.platform.hidden.HiddenWalkInUse;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Repeats;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Accounts that hide and come back while others like and comment, and while processes end. */
@OnEveryDatabase
class HiddenEngagementRacesIT {
  private static final Duration SOON = HiddenRig.SOON;

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig rig;
  private static HiddenRig people;
  private static SaveCalls saves;
  private static CommentRig say;
  private static long lastFan = 8_000;
  private long fan;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    people = new HiddenRig(rig, database, installation);
    saves = new SaveCalls(rig);
    say = new CommentRig(rig, database);
  }

  @BeforeEach
  void register() {
    fan = fans(1).getFirst();
    // Of other suites and tests, so that steps are of this one's accounts alone.
    Eventually.await(SOON, () -> people.accounts().due(1).isEmpty());
  }

  @AfterEach
  void countsAreThoseOfTheRows() {
    assertThat(people.reconcile(ANA)).isEmpty();
  }

  @Test
  void statesInAnyOrderEndAsTheNewest() {
    String post = rig.post(ANA).getId();
    rig.like(fan, post);
    rig.like(BEN, post);
    Owned ref = IdText.parseOwned("post", post);
    HiddenMarks marks = people.instance(HiddenMarks.class);
    List<Integer> turns = new ArrayList<>(IntStream.rangeClosed(1, 9).boxed().toList());
    for (int round = 0; round < 10; round++) {
      Collections.shuffle(turns, new Random(round));
      turns.forEach(
          turn ->
              marks.put(CountedRows.POST_LIKES, List.of(new HiddenMark(ref, fan, fan, 0, turn))));
    }

    assertThat(likes(post)).isEqualTo(1);
    marks.put(CountedRows.POST_LIKES, List.of(new HiddenMark(ref, fan, fan, 0, 10)));
    assertThat(likes(post)).isEqualTo(2);
  }

  @Test
  void aStormOfChangesEndsAsTheLast() {
    List<String> posts = liked(5);
    for (int i = 0; i < 21; i++) {
      people.tell(fan, i % 2 == 0);
    }
    awaitLikes(posts, 0);
    people.awaitTold(fan, true);

    people.tell(fan, false);
    awaitLikes(posts, 5);
    people.awaitTold(fan, false);
  }

  /** Once between two steps, and once between a step and the note of it. */
  @Test
  void aWalkThatIsKilledGoesOnWhereItWas() {
    List<String> posts = liked(7);
    HiddenWalkInUse work = people.work();
    work.close();
    stopLatecomers();
    try {
      people.tell(fan, true);
      people.awaitNoted(fan, true);
      AtomicInteger steps = new AtomicInteger();
      people.walk(9, 2).run(() -> steps.incrementAndGet() <= 2);
      assertThat(likes(posts)).isEqualTo(3);

      people.execute("UPDATE hidden_account SET told_id = 0 WHERE user_id = ?", fan);
      steps.set(0);
      people.walk(9, 3).run(() -> steps.incrementAndGet() <= 1);
      assertThat(likes(posts)).isZero();
    } finally {
      startLatecomers();
      work.start();
    }
    people.awaitTold(fan, true);
    assertThat(likes(posts)).isZero();

    people.show(fan);
    assertThat(likes(posts)).isEqualTo(7);
  }

  /** It began to tell others what is not so any more: the walk of the next state begins anew. */
  @Test
  void aChangeDuringAWalkBeginsAnew() {
    List<String> posts = liked(6);
    HiddenWalkInUse work = people.work();
    work.close();
    try {
      people.tell(fan, true);
      people.awaitNoted(fan, true);
      var stale = people.accounts().due(100);
      AtomicInteger steps = new AtomicInteger();
      people.walk(9, 2).run(() -> steps.incrementAndGet() <= 2);
      people.tell(fan, false);
      people.awaitNoted(fan, false);
      stale.forEach(old -> people.accounts().told(old, -5, true));
    } finally {
      work.start();
    }
    people.awaitTold(fan, false);

    assertThat(likes(posts)).isEqualTo(6);
  }

  @Test
  void walksAtOnceCountOnce() throws Exception {
    List<String> posts = liked(20);
    HiddenWalkInUse work = people.work();
    work.close();
    try {
      people.tell(fan, true);
      people.awaitNoted(fan, true);
      atOnce(
          6,
          i -> {
            people.walk(9, 1 + i).run(() -> true);
            return true;
          });
    } finally {
      work.start();
    }
    people.awaitTold(fan, true);

    assertThat(likes(posts)).isZero();
    people.show(fan);
    assertThat(likes(posts)).isEqualTo(20);
  }

  /** A long walk takes turns with short ones. */
  @Test
  void oneWithManyRowsDoesNotKeepOneWithFew() {
    List<String> posts = liked(9);
    long small = fans(1).getFirst();
    rig.like(small, posts.getFirst());
    HiddenWalkInUse work = people.work();
    work.close();
    stopLatecomers();
    try {
      people.tell(fan, true);
      people.awaitNoted(fan, true);
      people.tell(small, true);
      people.awaitNoted(small, true);
      AtomicInteger steps = new AtomicInteger();
      people.walk(9, 2).run(() -> steps.incrementAndGet() <= 2);

      assertThat(likes(posts)).isEqualTo(7);
      assertThat(marked(small)).isEqualTo(1);
    } finally {
      startLatecomers();
      work.start();
    }
    people.awaitTold(fan, true);
    people.awaitTold(small, true);
    assertThat(likes(posts)).isZero();
    people.show(small);
    people.show(fan);
    assertThat(likes(posts)).isEqualTo(10);
  }

  /** Likes, comments and what takes them back, under one post, by people who come and go. */
  @Test
  void actsMeanwhileLeaveCountsEqualToRows() throws Exception {
    String post = rig.post(ANA).getId();
    List<Long> crowd = fans(6);
    Comment thread = say.comment(ANA, post, "a thread");
    AtomicBoolean over = new AtomicBoolean();
    List<Object> drifts = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> reconciling =
          threads.submit(
              () -> {
                while (!over.get()) {
                  drifts.addAll(Repeats.untilAnswered(() -> people.reconcile(ANA)));
                }
              });
      atOnce(
          2 * crowd.size(),
          i -> {
            long one = crowd.get(i / 2);
            for (int round = 0; round < 8; round++) {
              if (i % 2 == 0) {
                people.tell(one, round % 2 == 0);
              } else {
                act(one, post, thread, round % 2 == 0);
              }
            }
            return true;
          });
      over.set(true);
      reconciling.get();
    }
    crowd.forEach(one -> act(one, post, thread, true));
    crowd.forEach(one -> people.tell(one, true));
    Post.Counts none = Post.Counts.newBuilder().setComments(1).build();
    awaitCounts(post, none);
    crowd.forEach(one -> people.awaitTold(one, true));

    crowd.forEach(people::show);

    int replies = say.replies(ANA, thread).size();
    awaitCounts(
        post,
        Post.Counts.newBuilder()
            .setLikes(crowd.size())
            .setComments(1 + replies)
            .setSaves(crowd.size())
            .build());
    assertThat(say.contradictions(post)).isEmpty();
    if (!"vitess-jdbc".equals(System.getProperty("tintype.test.database"))) {
      assertThat(drifts).isEmpty();
    }
  }

  private static void act(long account, String post, Comment thread, boolean does) {
    if (does) {
      Repeats.untilAnswered(() -> rig.like(account, post));
      Repeats.untilAnswered(() -> saves.save(account, post));
      Repeats.untilAnswered(() -> say.like(account, thread));
      Comment reply = Repeats.untilAnswered(() -> say.reply(account, thread, "here"));
      if (account % 2 == 0) {
        Repeats.untilAnswered(() -> delete(account, reply));
      }
    } else {
      Repeats.untilAnswered(() -> rig.unlike(account, post));
      Repeats.untilAnswered(() -> saves.unsave(account, post));
      Repeats.untilAnswered(() -> say.unlike(account, thread));
    }
  }

  private static boolean delete(long account, Comment reply) {
    say.delete(account, reply);
    return true;
  }

  private static List<Long> fans(int number) {
    List<Long> fans = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      fans.add(++lastFan);
      rig.accounts.add(lastFan);
    }
    return fans;
  }

  /** Posts that the fan likes, and nobody else. */
  private List<String> liked(int number) {
    List<String> posts = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      posts.add(rig.post(ANA).getId());
      rig.like(fan, posts.get(i));
    }
    return posts;
  }

  /** They may be about to tell of the last rows themselves. */
  private static void stopLatecomers() {
    people.instance(SaveMirror.class).close();
  }

  private static void startLatecomers() {
    people.instance(SaveMirror.class).start();
  }

  private static long marked(long account) {
    return people
        .numbers(
            "SELECT COUNT(*) FROM post_like"
                + " WHERE user_id = ? AND account_id = ? AND hidden_turn % 2 = 1",
            ANA, account)
        .getFirst();
  }

  private static int likes(String post) {
    return rig.get(ANA, post).getCounts().getLikes();
  }

  private static int likes(List<String> posts) {
    return posts.stream().mapToInt(HiddenEngagementRacesIT::likes).sum();
  }

  private static void awaitLikes(List<String> posts, int likes) {
    Eventually.awaitPass(SOON, () -> assertThat(likes(posts)).isEqualTo(likes));
  }

  private static void awaitCounts(String post, Post.Counts counts) {
    Eventually.awaitPass(SOON, () -> assertThat(rig.get(ANA, post).getCounts()).isEqualTo(counts));
  }

  /** Starts all together; fails as the first failed one did. */
  private static void atOnce(int number, IntFunction<Object> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        int one = i;
        running.add(threads.submit(() -> call.apply(one)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }
}
