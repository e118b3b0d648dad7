package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Comment;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class CommentDeletionIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final Duration SOON = Duration.ofSeconds(20);
  private static MediaRig rig;
  private static CommentRig say;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    say = new CommentRig(rig, database);
  }

  @Test
  void withoutRepliesACommentVanishes() {
    String post = rig.post(ANA).getId();
    Comment comment = say.comment(BEN, post, "gone soon");

    say.delete(BEN, comment);

    assertThat(say.comments(BEN, post)).isEmpty();
    assertThat(say.count(BEN, post)).isZero();
    assertThat(Refusal.of(() -> say.delete(BEN, comment)).codeAndReason())
        .isEqualTo("NOT_FOUND COMMENT_NOT_FOUND");
    assertThat(say.rows("post_comment", comment)).isZero();
    assertThat(say.contradictions(post)).isEmpty();
  }

  @Test
  void withRepliesItLeavesAPlaceholder() {
    String post = rig.post(ANA).getId();
    Comment first = say.comment(BEN, post, "gone soon");
    Comment reply = say.reply(CAT, first, "stays");
    say.like(CAT, first);

    say.delete(BEN, first);

    Comment placeholder = say.comments(BEN, post).getFirst();
    assertThat(placeholder.getId()).isEqualTo(first.getId());
    assertThat(placeholder.getDeleted()).isTrue();
    assertThat(placeholder.getText()).isEmpty();
    assertThat(placeholder.hasAuthor()).isFalse();
    assertThat(placeholder.getCounts().getLikes()).isZero();
    assertThat(placeholder.getCounts().getReplies()).isEqualTo(1);
    assertThat(placeholder.getViewer().getLiked()).isFalse();
    assertThat(placeholder.getCreateTime()).isEqualTo(first.getCreateTime());
    assertThat(say.replies(BEN, first))
        .containsExactly(reply.toBuilder().clearReplyToAuthor().build());
    assertThat(say.count(BEN, post)).as("replies count, placeholders do not").isEqualTo(1);
    assertThat(say.contradictions(post)).isEmpty();
  }

  @Test
  void aPlaceholderIsNotActedOn() {
    String post = rig.post(ANA).getId();
    Comment first = say.comment(BEN, post, "gone soon");
    Comment reply = say.reply(CAT, first, "stays");
    say.delete(ANA, first);

    Refusal absent = Refusal.of(() -> say.like(CAT, first));
    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND COMMENT_NOT_FOUND");
    assertThat(Refusal.of(() -> say.reply(CAT, first, "x"))).isEqualTo(absent);
    assertThat(Refusal.of(() -> say.edit(BEN, first, "x"))).isEqualTo(absent);
    assertThat(Refusal.of(() -> say.delete(BEN, first))).isEqualTo(absent);
    assertThat(Refusal.of(() -> say.pin(ANA, first))).isEqualTo(absent);
    assertThat(say.reply(BEN, reply, "the thread goes on").getThreadId()).isEqualTo(first.getId());
    assertThat(say.contradictions(post)).isEmpty();
  }

  @Test
  void aPlaceholderVanishesWithTheLastReply() {
    String post = rig.post(ANA).getId();
    Comment first = say.comment(BEN, post, "gone soon");
    Comment one = say.reply(CAT, first, "one");
    Comment two = say.reply(ANA, one, "two");
    say.delete(BEN, first);

    say.delete(CAT, one);
    assertThat(say.comments(BEN, post)).hasSize(1);
    assertThat(say.replies(BEN, first))
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.getId()).isEqualTo(two.getId());
              assertThat(left.getReplyTo()).as("what is gone is not named").isEmpty();
              assertThat(left.hasReplyToAuthor()).isFalse();
            });
    say.delete(ANA, two);

    assertThat(say.comments(BEN, post)).isEmpty();
    assertThat(say.count(BEN, post)).isZero();
    assertThat(say.rows("post_comment", first)).isZero();
    assertThat(Refusal.of(() -> say.replies(BEN, first)).reason()).isEqualTo("COMMENT_NOT_FOUND");
    assertThat(say.contradictions(post)).isEmpty();
  }

  @Test
  void aCommentWithoutItsRepliesStandsByItself() {
    String post = rig.post(ANA).getId();
    Comment first = say.comment(BEN, post, "stays");
    Comment reply = say.reply(CAT, first, "gone soon");

    say.delete(CAT, reply);

    assertThat(say.comments(BEN, post)).containsExactly(first);
    assertThat(say.replies(BEN, first)).isEmpty();
  }

  @Test
  void thePostsAuthorDeletesAnyComment() {
    String post = rig.post(ANA).getId();
    Comment first = say.comment(BEN, post, "one");
    Comment reply = say.reply(CAT, first, "two");

    say.delete(ANA, reply);
    say.delete(ANA, first);

    assertThat(say.comments(BEN, post)).isEmpty();
    assertThat(say.contradictions(post)).isEmpty();
  }

  @Test
  void likesGoWithTheirComment() {
    String post = rig.post(ANA).getId();
    Comment alone = say.comment(BEN, post, "alone");
    Comment first = say.comment(BEN, post, "with a reply");
    say.reply(CAT, first, "a reply");
    for (Comment comment : List.of(alone, first)) {
      say.like(ANA, comment);
      say.like(CAT, comment);
      say.delete(BEN, comment);
    }

    for (Comment comment : List.of(alone, first)) {
      for (String table : List.of("comment_like", "comment_like_counter", "comment_remains")) {
        Eventually.await(SOON, () -> say.rows(table, comment) == 0);
      }
    }
  }

  @Test
  void manyLikesGoInSteps() {
    String post = rig.post(ANA).getId();
    Comment comment = say.comment(BEN, post, "much liked");
    Owned ref = IdText.parseOwned("comment", comment.getId());
    say.like(BEN, comment);
    database
        .database(Keyspace.MEDIA)
        .execute(
            handle -> {
              var batch =
                  handle.prepareBatch(
                      """
                      INSERT INTO comment_like (user_id, comment_id, account_id, create_micros)
                      VALUES (?, ?, ?, 1)
                      """);
              for (int i = 0; i < 2 * CommentRemains.STEP; i++) {
                batch.add(ref.owner(), ref.id(), 1_000_000 + i);
              }
              batch.execute();
            });

    say.delete(BEN, comment);

    Eventually.await(SOON, () -> say.rows("comment_remains", comment) == 0);
    assertThat(say.rows("comment_like", comment)).isZero();
    assertThat(say.rows("comment_like_counter", comment)).isZero();
  }

  @Test
  void allOfAPostGoInSteps() {
    String post = rig.post(ANA).getId();
    Owned ref = IdText.parseOwned("post", post);
    CommentStore store = rig.service.injector().getInstance(CommentStore.class);
    Comment pinned = say.comment(BEN, post, "pinned");
    say.pin(ANA, pinned);
    Comment placeholder = say.comment(CAT, post, "deleted");
    say.reply(BEN, placeholder, "below it");
    say.like(BEN, placeholder);
    say.delete(CAT, placeholder);
    for (int i = 0; i < CommentRemoval.STEP; i++) {
      say.reply(CAT, pinned, "reply " + i);
    }
    String other = rig.post(ANA).getId();
    Comment elsewhere = say.comment(BEN, other, "stays");

    store.removeAllOf(ref, 1);
    store.removeAllOf(ref, 1);

    assertThat(say.comments(BEN, post)).isEmpty();
    assertThat(say.count(BEN, post)).isZero();
    assertThat(say.contradictions(post)).isEmpty();
    for (String table : List.of("post_comment", "post_comment_counter", "comment_pin")) {
      assertThat(rowsOf(table, ref)).as(table).isZero();
    }
    assertThat(say.comments(BEN, other)).containsExactly(elsewhere);
    assertThat(say.count(BEN, other)).isEqualTo(1);
  }

  private static int rowsOf(String table, Owned post) {
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT COUNT(*) FROM " + table + " WHERE user_id = ? AND post_id = ?")
                    .bind(0, post.owner())
                    .bind(1, post.id())
                    .mapTo(Integer.class)
                    .one());
  }
}
