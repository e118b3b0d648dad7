package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import com.google.protobuf.FieldMask;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Comment;
import tintype.media.v1.CreateCommentRequest;
import tintype.media.v1.UpdateCommentRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class CommentsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long PRIVATE = 44;
  private static MediaRig rig;
  private static CommentRig say;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    say = new CommentRig(rig, database);
    rig.accounts.add(PRIVATE);
    rig.accounts.setPrivate(PRIVATE, true);
  }

  @Test
  void aCommentIsShownAndCounted() {
    String post = rig.post(ANA).getId();

    Comment comment = say.comment(BEN, post, "Well done");

    assertThat(comment.getPostId()).isEqualTo(post);
    assertThat(comment.getId()).endsWith("_" + ANA);
    assertThat(comment.getAuthor().getUsername()).isEqualTo("u" + BEN);
    assertThat(comment.getText()).isEqualTo("Well done");
    assertThat(comment.getReplyTo()).isEmpty();
    assertThat(comment.getThreadId()).isEmpty();
    assertThat(comment.hasCreateTime()).isTrue();
    assertThat(comment.getEdited() || comment.getDeleted() || comment.getPinned()).isFalse();
    assertThat(say.comments(CAT, post)).containsExactly(comment);
    assertThat(say.comments(ANA, post)).containsExactly(comment);
    assertThat(say.count(0, post)).isEqualTo(1);
    assertThat(say.contradictions(post)).isEmpty();
  }

  @Test
  void aReplyToAReplyJoinsTheThreadAndNamesWhomItAnswers() {
    String post = rig.post(ANA).getId();
    Comment first = say.comment(BEN, post, "first");

    Comment reply = say.reply(CAT, first, "reply");
    Comment answer = say.reply(ANA, reply, "answer");

    assertThat(reply.getReplyTo()).isEqualTo(first.getId());
    assertThat(reply.getReplyToAuthor().getId()).isEqualTo(Long.toString(BEN));
    assertThat(answer.getReplyTo()).isEqualTo(reply.getId());
    assertThat(answer.getReplyToAuthor().getId()).isEqualTo(Long.toString(CAT));
    assertThat(answer.getThreadId()).isEqualTo(reply.getThreadId()).isEqualTo(first.getId());
    assertThat(say.replies(BEN, first)).containsExactly(reply, answer);
    assertThat(say.replies(BEN, reply)).isEmpty();
    assertThat(say.comments(BEN, post))
        .singleElement()
        .satisfies(shown -> assertThat(shown.getCounts().getReplies()).isEqualTo(2));
    assertThat(say.count(BEN, post)).isEqualTo(3);
    assertThat(say.contradictions(post)).isEmpty();
  }

  @Test
  void aTextHasABeginningAndAnEnd() {
    String post = rig.post(ANA).getId();
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";

    assertThat(say.comment(BEN, post, "x").getText()).isEqualTo("x");
    assertThat(say.comment(BEN, post, family.repeat(1_000)).getText()).hasSize(8_000);
    assertThat(say.comment(BEN, post, "x".repeat(1_000)).getText()).hasSize(1_000);
    for (String refused :
        new String[] {"", " ", "\n\t", "\u00a0\u2003", "\u200b", "x".repeat(1_001)}) {
      assertThat(Refusal.of(() -> say.comment(BEN, post, refused)).fields())
          .as(refused)
          .containsExactly("text");
    }
    assertThat(say.count(ANA, post)).isEqualTo(3);
  }

  @Test
  void anEditShowsThatItIsOne() {
    String post = rig.post(ANA).getId();
    Comment comment = say.comment(BEN, post, "teh cat");

    Comment edited = say.edit(BEN, comment, "the cat");

    assertThat(edited).isEqualTo(comment.toBuilder().setText("the cat").setEdited(true).build());
    assertThat(say.edit(BEN, comment, "the cat")).isEqualTo(edited);
    assertThat(say.comments(CAT, post)).containsExactly(edited);
    assertThat(Refusal.of(() -> say.edit(BEN, comment, " ")).fields()).containsExactly("text");
    assertThat(Refusal.of(() -> say.edit(BEN, comment, "x".repeat(1_001))).fields())
        .containsExactly("text");
  }

  @Test
  void sayingTheSameIsNoEdit() {
    String post = rig.post(ANA).getId();
    Comment comment = say.comment(BEN, post, "the same");

    assertThat(say.edit(BEN, comment, "the same")).isEqualTo(comment);
    assertThat(say.edit(BEN, comment, "the same ").getEdited()).isTrue();
  }

  @Test
  void theMaskSaysWhatChanges() {
    Comment comment = say.comment(BEN, rig.post(ANA).getId(), "a text");
    var request =
        UpdateCommentRequest.newBuilder()
            .setPostId(comment.getPostId())
            .setCommentId(comment.getId());
    var text = request.clone().setUpdateMask(FieldMask.newBuilder().addPaths("text")).build();
    var other = request.clone().setUpdateMask(FieldMask.newBuilder().addPaths("pinned")).build();

    assertThat(rig.comments(BEN).updateComment(request.build()).getComment()).isEqualTo(comment);
    assertThat(Refusal.of(() -> rig.comments(BEN).updateComment(text)).fields())
        .containsExactly("text");
    assertThat(Refusal.of(() -> rig.comments(BEN).updateComment(other)).fields())
        .containsExactly("update_mask");
  }

  @Test
  void othersDoNotChangeAComment() {
    String post = rig.post(ANA).getId();
    Comment comment = say.comment(BEN, post, "mine");

    assertThat(Refusal.of(() -> say.edit(CAT, comment, "x")).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_COMMENTER");
    assertThat(Refusal.of(() -> say.edit(ANA, comment, "x")).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_COMMENTER");
    assertThat(Refusal.of(() -> say.delete(CAT, comment)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_COMMENTER");
    assertThat(say.comments(CAT, post)).containsExactly(comment);
  }

  @Test
  void aRetriedCommentIsOneComment() {
    String post = rig.post(ANA).getId();
    CreateCommentRequest request = CommentRig.request(post, "once");

    Comment comment = say.create(BEN, request);

    assertThat(say.create(BEN, request)).isEqualTo(comment);
    assertThat(say.count(ANA, post)).isEqualTo(1);
    var another = request.toBuilder().setText("something else").build();
    assertThat(Refusal.of(() -> say.create(BEN, another)).codeAndReason())
        .isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
    assertThat(say.create(CAT, request).getAuthor().getId())
        .as("another's request id is another's")
        .isEqualTo(Long.toString(CAT));
    say.delete(BEN, comment);
    assertThat(Refusal.of(() -> say.create(BEN, request)).reason()).isEqualTo("COMMENT_NOT_FOUND");
    assertThat(say.contradictions(post)).isEmpty();
  }

  @Test
  void withoutARequestIdEveryCallIsAComment() {
    String post = rig.post(ANA).getId();
    var request = CommentRig.request(post, "again").toBuilder().clearRequestId().build();

    say.create(BEN, request);
    say.create(BEN, request);

    assertThat(say.count(ANA, post)).isEqualTo(2);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    String post = rig.post(ANA).getId();
    Comment elsewhere = say.comment(BEN, rig.post(ANA).getId(), "elsewhere");
    Comment moved = elsewhere.toBuilder().setPostId(post).build();
    Refusal absent = Refusal.of(() -> say.like(BEN, moved.toBuilder().setId("1_11").build()));

    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND COMMENT_NOT_FOUND");
    for (Comment wrong : List.of(moved, moved.toBuilder().setId("1_22").build())) {
      assertThat(Refusal.of(() -> say.reply(BEN, wrong, "x"))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.replies(BEN, wrong))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.edit(BEN, wrong, "x"))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.delete(BEN, wrong))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.like(BEN, wrong))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.unlike(BEN, wrong))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.pin(ANA, wrong))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.unpin(ANA, wrong))).isEqualTo(absent);
    }
  }

  @Test
  void aPostThatIsNotSeenHasNoComments() {
    String ofPrivate = rig.post(PRIVATE).getId();
    Comment inside = say.comment(PRIVATE, ofPrivate, "to myself");
    String deleted = rig.post(ANA).getId();
    Comment gone = say.comment(BEN, deleted, "before");
    rig.delete(ANA, deleted);
    Refusal absent = Refusal.of(() -> say.comment(CAT, "1_11", "x"));

    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND POST_NOT_FOUND");
    for (Comment unseen : List.of(inside, gone)) {
      assertThat(Refusal.of(() -> say.comment(CAT, unseen.getPostId(), "x"))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.comments(CAT, unseen.getPostId()))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.replies(CAT, unseen))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.like(CAT, unseen))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.delete(CAT, unseen))).isEqualTo(absent);
      assertThat(Refusal.of(() -> say.edit(CAT, unseen, "x"))).isEqualTo(absent);
    }
    assertThat(Refusal.of(() -> say.comments(ANA, deleted))).isEqualTo(absent);
    assertThat(Refusal.of(() -> say.delete(BEN, gone))).isEqualTo(absent);
  }

  @Test
  void nobodyCommentsAndReadsNothing() {
    String post = rig.post(ANA).getId();

    assertThat(Refusal.of(() -> say.comment(0, post, "x")).reason()).isEqualTo("TOKEN_MISSING");
    assertThat(Refusal.of(() -> say.comments(0, post)).reason()).isEqualTo("TOKEN_MISSING");
  }
}
