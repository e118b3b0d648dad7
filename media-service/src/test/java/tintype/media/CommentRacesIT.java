package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
import tintype.media.v1.Comment;
import tintype.media.v1.CreateCommentRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Repeats;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The counters are the numbers of the rows, whatever happens at one time. */
@OnEveryDatabase
class CommentRacesIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final int CALLS = 100;

  /** As ids are minted: a millisecond apart, of one node. */
  private static final long[] PEOPLE =
      LongStream.rangeClosed(1, CALLS).map(i -> i << 23 | 6 << 10).toArray();

  private static final Set<String> LATE = Set.of("COMMENT_NOT_FOUND", "TOO_MANY_PINNED_COMMENTS");
  private static MediaRig rig;
  private static CommentRig say;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    say = new CommentRig(rig, database);
    rig.accounts.add(PEOPLE);
  }

  @RepeatedTest(2)
  void aHundredCommentsAtOnceAreAHundred() throws Exception {
    String post = rig.post(ANA).getId();

    atOnce(i -> say.comment(PEOPLE[i], post, "comment " + i));

    assertThat(say.count(ANA, post)).isEqualTo(CALLS);
    assertThat(say.comments(ANA, post)).hasSize(CALLS);
    assertThat(say.contradictions(post)).isEmpty();
  }

  @RepeatedTest(2)
  void aHundredRepliesAtOnceAreOneThread() throws Exception {
    String post = rig.post(ANA).getId();
    Comment thread = say.comment(ANA, post, "thread");

    atOnce(i -> say.reply(PEOPLE[i], thread, "reply " + i));

    assertThat(say.replies(ANA, thread)).hasSize(CALLS);
    assertThat(say.comments(ANA, post).getFirst().getCounts().getReplies()).isEqualTo(CALLS);
    assertThat(say.count(ANA, post)).isEqualTo(CALLS + 1);
    assertThat(say.contradictions(post)).isEmpty();
  }

  @RepeatedTest(2)
  void aCommentThatComesManyTimesAtOnceIsOne() throws Exception {
    String post = rig.post(ANA).getId();
    CreateCommentRequest request = CommentRig.request(post, "once");

    Set<String> ids = ConcurrentHashMap.newKeySet();
    atOnce(i -> ids.add(say.create(BEN, request).getId()));

    assertThat(ids).hasSize(1);
    assertThat(say.count(ANA, post)).isEqualTo(1);
    assertThat(say.contradictions(post)).isEmpty();
  }

  @RepeatedTest(2)
  void likesAndTheirTakingBackAtOnceCountTheRows() throws Exception {
    Comment comment = say.comment(ANA, rig.post(ANA).getId(), "liked and not");

    atOnce(i -> say.like(PEOPLE[i], comment));
    assertThat(say.comments(ANA, comment.getPostId()).getFirst().getCounts().getLikes())
        .isEqualTo(CALLS);
    atOnce(
        i -> {
          // Four people, each with a like for every taking back.
          long person = PEOPLE[i % 4];
          return i / 4 % 2 == 0 ? say.like(person, comment) : say.unlike(person, comment);
        });

    assertThat(say.contradictions(comment.getPostId())).isEmpty();
  }

  /** Whatever comes first: a reply stands below a placeholder, or it came too late. */
  @RepeatedTest(5)
  void aDeletionAndRepliesAtOnceLeaveEitherAThreadOrNothing() throws Exception {
    String post = rig.post(ANA).getId();
    Comment thread = say.comment(BEN, post, "gone soon");

    atOnce(
        10,
        i -> {
          if (i == 4) {
            say.delete(BEN, thread);
          } else {
            unlessGone(() -> say.reply(PEOPLE[i], thread, "reply " + i));
          }
          return i;
        });

    List<Comment> left = say.comments(ANA, post);
    int replies = left.isEmpty() ? 0 : say.replies(ANA, thread).size();
    assertThat(left).allMatch(Comment::getDeleted);
    assertThat(say.count(ANA, post)).isEqualTo(replies);
    assertThat(say.rows("post_comment", thread)).isEqualTo(replies == 0 ? 0 : 1);
    assertThat(say.contradictions(post)).isEmpty();
  }

  @RepeatedTest(5)
  void aThreadThatIsDeletedAllAtOnceVanishes() throws Exception {
    String post = rig.post(ANA).getId();
    Comment thread = say.comment(BEN, post, "gone soon");
    List<Comment> all = new ArrayList<>(List.of(thread));
    for (int i = 1; i < 8; i++) {
      all.add(say.reply(PEOPLE[i], thread, "reply " + i));
    }

    atOnce(
        16,
        i -> {
          // Each by two at once: by who wrote it, and by the post's author.
          Comment comment = all.get(i % 8);
          long who = i < 8 ? ANA : Long.parseLong(comment.getAuthor().getId());
          unlessGone(() -> say.delete(who, comment));
          return i;
        });

    assertThat(say.comments(ANA, post)).isEmpty();
    assertThat(say.count(ANA, post)).isZero();
    assertThat(say.rows("post_comment", thread)).isZero();
    assertThat(say.contradictions(post)).isEmpty();
  }

  @RepeatedTest(3)
  void aDeletionAndLikesAtOnceLeaveNoLike() throws Exception {
    String post = rig.post(ANA).getId();
    Comment comment = say.comment(BEN, post, "gone soon");

    atOnce(
        40,
        i -> {
          if (i == 20) {
            say.delete(BEN, comment);
          } else if (i % 5 == 4) {
            unlessGone(() -> say.unlike(PEOPLE[i - 1], comment));
          } else {
            unlessGone(() -> say.like(PEOPLE[i], comment));
          }
          return i;
        });

    for (String table : List.of("comment_like", "comment_like_counter", "comment_remains")) {
      Eventually.await(Duration.ofSeconds(20), () -> say.rows(table, comment) == 0);
    }
    assertThat(say.contradictions(post)).isEmpty();
  }

  @RepeatedTest(5)
  void noDeletedCommentStaysPinnedAndThreeAreThatAtMost() throws Exception {
    String post = rig.post(ANA).getId();
    List<Comment> comments = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      comments.add(say.comment(BEN, post, "comment " + i));
    }

    atOnce(
        16,
        i -> {
          Comment comment = comments.get(i % 8);
          if (i < 8) {
            unlessGone(() -> say.pin(ANA, comment));
          } else if (i % 2 == 0) {
            say.delete(BEN, comment);
          }
          return i;
        });

    assertThat(say.comments(ANA, post)).hasSize(4);
    assertThat(say.comments(ANA, post).stream().filter(Comment::getPinned).count())
        .isLessThanOrEqualTo(3);
    assertThat(say.contradictions(post)).isEmpty();
  }

  /** Runs a call that may come too late, or be one too many. */
  private static void unlessGone(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      if (!LATE.contains(Refusal.of(e).reason())) {
        throw e;
      }
    }
  }

  private static void atOnce(IntFunction<Object> call) throws Exception {
    atOnce(CALLS, call);
  }

  /** Starts all calls together; fails as the first failed one did. */
  private static void atOnce(int calls, IntFunction<Object> call) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
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
