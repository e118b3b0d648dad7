package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentLikeChanged;
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class CommentLikesIT {
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
  void aLikeIsCountedForAllAndShownToItsGiver() {
    String post = rig.post(ANA).getId();
    Comment comment = say.comment(BEN, post, "likeable");
    Comment reply = say.reply(BEN, comment, "this too");

    Comment liked = say.like(CAT, comment);

    assertThat(liked.getCounts().getLikes()).isEqualTo(1);
    assertThat(liked.getViewer().getLiked()).isTrue();
    assertThat(say.comments(CAT, post)).containsExactly(liked);
    assertThat(say.comments(ANA, post).getFirst().getCounts().getLikes()).isEqualTo(1);
    assertThat(say.comments(ANA, post).getFirst().getViewer().getLiked()).isFalse();
    assertThat(say.like(CAT, reply).getCounts().getLikes()).isEqualTo(1);
    assertThat(say.replies(CAT, comment).getFirst().getViewer().getLiked()).isTrue();
    assertThat(say.like(BEN, comment).getCounts().getLikes()).as("one's own").isEqualTo(2);
  }

  @Test
  void likingTwiceIsLikingOnce() {
    Comment comment = say.comment(BEN, rig.post(ANA).getId(), "likeable");

    Comment first = say.like(CAT, comment);

    assertThat(say.like(CAT, comment)).isEqualTo(first);
    assertThat(news(comment)).containsExactly(true);
  }

  @Test
  void aLikeTakenBackLeavesNothing() {
    Comment comment = say.comment(BEN, rig.post(ANA).getId(), "likeable");

    assertThat(say.unlike(CAT, comment)).isEqualTo(comment);
    say.like(CAT, comment);
    assertThat(say.unlike(CAT, comment)).isEqualTo(comment);
    assertThat(say.unlike(CAT, comment)).isEqualTo(comment);
    assertThat(news(comment)).containsExactly(true, false);
    assertThat(say.contradictions(comment.getPostId())).isEmpty();
  }

  /** What the outbox tells of the likes of a comment. */
  private static List<Boolean> news(Comment comment) {
    long id = IdText.parseOwned("comment", comment.getId()).id();
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery("SELECT payload FROM outbox WHERE kind = ? ORDER BY id")
                    .bind(0, "CommentLikeChanged")
                    .map((row, context) -> parse(row.getBytes(1)))
                    .filter(change -> change.getCommentId() == id)
                    .list())
        .stream()
        .map(CommentLikeChanged::getLiked)
        .toList();
  }

  private static CommentLikeChanged parse(byte[] payload) {
    try {
      return CommentLikeChanged.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
