package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.CommentRig.texts;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.util.List;
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
class CommentPinsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig rig;
  private static CommentRig say;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    say = new CommentRig(rig, database);
  }

  @Test
  void pinnedOnesComeFirst() {
    String post = rig.post(ANA).getId();
    Comment one = say.comment(BEN, post, "one");
    Comment two = say.comment(CAT, post, "two");
    Comment three = say.comment(BEN, post, "three");
    say.comment(BEN, post, "four");

    Comment pinned = say.pin(ANA, one);
    say.pin(ANA, three);

    assertThat(pinned).isEqualTo(one.toBuilder().setPinned(true).build());
    assertThat(say.pin(ANA, one)).isEqualTo(pinned);
    assertThat(texts(say.comments(CAT, post))).containsExactly("three", "one", "four", "two");
    assertThat(say.comments(CAT, post))
        .extracting(Comment::getPinned)
        .containsExactly(true, true, false, false);
    assertThat(say.unpin(ANA, one)).isEqualTo(one);
    assertThat(say.unpin(ANA, one)).isEqualTo(one);
    assertThat(say.unpin(ANA, two)).isEqualTo(two);
    assertThat(texts(say.comments(CAT, post))).containsExactly("three", "four", "two", "one");
  }

  @Test
  void threeCanBePinned() {
    String post = rig.post(ANA).getId();
    for (String text : List.of("one", "two", "three")) {
      say.pin(ANA, say.comment(BEN, post, text));
    }
    Comment four = say.comment(BEN, post, "four");

    Refusal refused = Refusal.of(() -> say.pin(ANA, four));

    assertThat(refused.codeAndReason()).isEqualTo("FAILED_PRECONDITION TOO_MANY_PINNED_COMMENTS");
    assertThat(refused.metadata()).containsEntry("limit", "3");
    say.delete(BEN, say.comments(ANA, post).getFirst());
    assertThat(say.pin(ANA, four).getPinned()).as("a deleted one takes no place").isTrue();
    assertThat(say.contradictions(post)).isEmpty();
  }

  @Test
  void onlyThePostsAuthorPinsAndNoReplies() {
    String post = rig.post(ANA).getId();
    Comment comment = say.comment(BEN, post, "mine");
    Comment reply = say.reply(ANA, comment, "a reply");

    assertThat(Refusal.of(() -> say.pin(BEN, comment)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_AUTHOR");
    assertThat(Refusal.of(() -> say.unpin(BEN, comment)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_AUTHOR");
    assertThat(Refusal.of(() -> say.pin(ANA, reply)).codeAndReason())
        .isEqualTo("FAILED_PRECONDITION REPLY_NOT_PINNED");
    assertThat(say.unpin(ANA, reply).getPinned()).isFalse();
  }

  @Test
  void aPlaceholderLosesItsPin() {
    String post = rig.post(ANA).getId();
    Comment old = say.comment(BEN, post, "old");
    say.reply(CAT, old, "a reply");
    say.comment(BEN, post, "new");
    say.pin(ANA, old);

    say.delete(BEN, old);

    assertThat(say.comments(CAT, post))
        .extracting(Comment::getDeleted)
        .containsExactly(false, true);
    assertThat(say.comments(CAT, post)).extracting(Comment::getPinned).containsOnly(false);
    assertThat(say.contradictions(post)).isEmpty();
  }
}
