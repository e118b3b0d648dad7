package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.CommentRig.texts;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Comment;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class CommentVisibilityIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long BLOCKS_BEN = 41;
  private static final long BLOCKED_BY_BEN = 42;
  private static final long HIDDEN = 43;
  private static final long RESTRICTED = 44;
  private static final long PRIVATE = 45;
  private static final long LATER_BLOCKED = 46;
  private static final long LATER_BLOCKING = 47;
  private static final long LATER_RESTRICTED = 48;
  private static final List<Long> NOT_FOR_BEN =
      List.of(BLOCKS_BEN, BLOCKED_BY_BEN, HIDDEN, RESTRICTED);
  private static MediaRig rig;
  private static CommentRig say;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    say = new CommentRig(rig, database);
    rig.accounts.add(
        BLOCKS_BEN,
        BLOCKED_BY_BEN,
        HIDDEN,
        RESTRICTED,
        PRIVATE,
        LATER_BLOCKED,
        LATER_BLOCKING,
        LATER_RESTRICTED);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.block(BLOCKS_BEN, BEN);
    rig.graph.block(BEN, BLOCKED_BY_BEN);
    rig.graph.restrict(ANA, RESTRICTED);
  }

  private static Comment by(long account, String post) {
    return whileAllAreThere(() -> say.comment(account, post, "by " + account));
  }

  private static Comment replyBy(long account, Comment to, String text) {
    return whileAllAreThere(() -> say.reply(account, to, text));
  }

  private static Comment whileAllAreThere(Supplier<Comment> call) {
    rig.accounts.setHidden(HIDDEN, false);
    try {
      return call.get();
    } finally {
      rig.accounts.setHidden(HIDDEN, true);
    }
  }

  @Test
  void whomTheViewerDoesNotMeetSaysNothing() {
    String post = rig.post(ANA).getId();
    for (long account : new long[] {CAT, BLOCKS_BEN, BLOCKED_BY_BEN, HIDDEN, RESTRICTED, PRIVATE}) {
      by(account, post);
    }

    assertThat(texts(say.comments(BEN, post))).containsExactly("by " + PRIVATE, "by " + CAT);
    assertThat(texts(say.comments(CAT, post)))
        .containsExactly("by " + PRIVATE, "by " + BLOCKED_BY_BEN, "by " + BLOCKS_BEN, "by " + CAT);
    assertThat(say.count(BEN, post)).as("hidden ones are counted").isEqualTo(6);
  }

  @Test
  void whomThePostsAuthorRestrictsSaysItToThemselvesAlone() {
    String post = rig.post(ANA).getId();
    Comment comment = by(RESTRICTED, post);

    assertThat(say.comments(RESTRICTED, post)).containsExactly(comment);
    assertThat(say.comments(ANA, post)).isEmpty();
    assertThat(say.comments(BEN, post)).isEmpty();
    assertThat(Refusal.of(() -> say.reply(CAT, comment, "x")).reason())
        .isEqualTo("COMMENT_NOT_FOUND");
    assertThat(say.edit(RESTRICTED, comment, "still mine").getEdited()).isTrue();
    String elsewhere = rig.post(CAT).getId();
    assertThat(say.comments(BEN, by(RESTRICTED, elsewhere).getPostId()))
        .as("a restriction is of one author")
        .hasSize(1);
  }

  @Test
  void whatIsHiddenIsNotActedOn() {
    String post = rig.post(ANA).getId();
    Refusal absent =
        Refusal.of(() -> say.like(BEN, by(CAT, post).toBuilder().setId("1_11").build()));
    for (long account : NOT_FOR_BEN) {
      Comment hidden = by(account, post);
      assertThat(Refusal.of(() -> say.reply(BEN, hidden, "x"))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.replies(BEN, hidden))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.like(BEN, hidden))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.unlike(BEN, hidden))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.edit(BEN, hidden, "x"))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.delete(BEN, hidden))).isEqualTo(absent);
    }
  }

  @Test
  void thePostsAuthorDeletesAlsoWhatIsHiddenFromTheAuthor() {
    String post = rig.post(BEN).getId();
    Comment blocked = by(LATER_BLOCKED, post);
    Comment blocking = by(LATER_BLOCKING, post);
    Comment restricted = by(LATER_RESTRICTED, post);
    rig.graph.block(BEN, LATER_BLOCKED);
    rig.graph.block(LATER_BLOCKING, BEN);
    rig.graph.restrict(BEN, LATER_RESTRICTED);
    assertThat(say.comments(BEN, post)).isEmpty();
    assertThat(say.comments(CAT, post)).containsExactly(blocking, blocked);

    List.of(blocked, blocking, restricted).forEach(hidden -> say.delete(BEN, hidden));

    assertThat(say.comments(CAT, post)).isEmpty();
    assertThat(say.comments(LATER_RESTRICTED, post)).isEmpty();
    assertThat(Refusal.of(() -> say.delete(BEN, blocked)).reason()).isEqualTo("COMMENT_NOT_FOUND");
  }

  @Test
  void aHiddenCommentHidesItsThread() {
    String post = rig.post(ANA).getId();
    for (long account : NOT_FOR_BEN) {
      Comment hidden = by(account, post);
      Comment below = replyBy(account == RESTRICTED ? RESTRICTED : CAT, hidden, "below");
      assertThat(Refusal.of(() -> say.like(BEN, below)).reason()).isEqualTo("COMMENT_NOT_FOUND");
      assertThat(Refusal.of(() -> say.replies(BEN, hidden)).reason())
          .isEqualTo("COMMENT_NOT_FOUND");
    }
    assertThat(say.comments(BEN, post)).isEmpty();
  }

  @Test
  void aReplyToAHiddenReplyStaysWithoutNamingIt() {
    String post = rig.post(ANA).getId();
    Comment thread = by(CAT, post);
    for (long account : NOT_FOR_BEN) {
      Comment hidden = replyBy(account, thread, "hidden");
      Comment answer = replyBy(account == RESTRICTED ? RESTRICTED : CAT, hidden, "answer");
      assertThat(answer.getReplyTo()).isEqualTo(hidden.getId());
    }

    List<Comment> seen = say.replies(BEN, thread);

    assertThat(texts(seen)).containsExactly("answer", "answer", "answer");
    assertThat(seen)
        .allSatisfy(
            reply -> {
              assertThat(reply.getReplyTo()).isEmpty();
              assertThat(reply.hasReplyToAuthor()).isFalse();
              assertThat(reply.getThreadId()).isEqualTo(thread.getId());
            });
  }

  @Test
  void aPlaceholderStandsOnlyWhileAReplyBelowItIsVisible() {
    String post = rig.post(ANA).getId();
    Comment thread = by(CAT, post);
    for (int i = 0; i < 25; i++) {
      replyBy(BLOCKS_BEN, thread, "hidden");
    }
    say.delete(CAT, thread);

    assertThat(say.comments(BEN, post)).isEmpty();
    assertThat(Refusal.of(() -> say.replies(BEN, thread)).reason()).isEqualTo("COMMENT_NOT_FOUND");
    assertThat(say.comments(CAT, post)).hasSize(1);

    say.reply(PRIVATE, say.replies(PRIVATE, thread).getFirst(), "seen by all");

    assertThat(say.comments(BEN, post)).extracting(Comment::getDeleted).containsExactly(true);
    assertThat(texts(say.replies(BEN, thread))).containsExactly("seen by all");
  }

  /** Of short threads, which are looked at together. */
  @Test
  void ofManyPlaceholdersThoseStandThatAViewerReadsBelow() {
    String post = rig.post(ANA).getId();
    for (int i = 0; i < 6; i++) {
      Comment thread = by(CAT, post);
      replyBy(BLOCKS_BEN, thread, "hidden");
      if (i % 2 == 0) {
        say.reply(PRIVATE, thread, "seen by all");
      }
      say.delete(CAT, thread);
    }

    for (int size : new int[] {1, 2, 3, 4, 100}) {
      List<Comment> seen = new ArrayList<>();
      String token = "";
      do {
        var page = say.page(BEN, post, size, token);
        seen.addAll(page.getCommentsList());
        token = page.getNextPageToken();
      } while (!token.isEmpty());
      assertThat(seen).hasSize(3).allMatch(Comment::getDeleted);
    }
    assertThat(say.comments(CAT, post)).hasSize(6);
  }

  @Test
  void aPlaceholderOfAHiddenCommenterStaysHidden() {
    String post = rig.post(ANA).getId();
    Comment thread = by(BLOCKS_BEN, post);
    say.reply(CAT, thread, "below");
    say.delete(BLOCKS_BEN, thread);

    assertThat(say.comments(BEN, post)).isEmpty();
    assertThat(say.comments(CAT, post)).hasSize(1);
  }

  @Test
  void whatComesBackIsWhole() {
    String post = rig.post(ANA).getId();
    Comment comment = by(HIDDEN, post);

    assertThat(say.comments(CAT, post)).isEmpty();
    rig.accounts.setHidden(HIDDEN, false);
    assertThat(say.comments(CAT, post)).containsExactly(comment);
    rig.accounts.setHidden(HIDDEN, true);
  }
}
