package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Comment;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostEdited;
import tintype.media.v1.UpdatePostRequest;
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class CommentsOffIT {
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
  void nobodyCommentsWhereCommentsAreOff() {
    Post post = rig.post(ANA);
    Comment before = say.comment(BEN, post.getId(), "in time");
    var retried = CommentRig.request(post.getId(), "answer lost");
    Comment lost = say.create(CAT, retried);

    Post off = switchOff(ANA, post.getId(), true);

    assertThat(off.getCommentsOff()).isTrue();
    assertThat(off.getEdited()).as("no edit of the post").isFalse();
    assertThat(rig.get(BEN, post.getId()).getCommentsOff()).isTrue();
    for (long account : new long[] {ANA, BEN, CAT}) {
      assertThat(Refusal.of(() -> say.comment(account, post.getId(), "too late")).codeAndReason())
          .isEqualTo("FAILED_PRECONDITION COMMENTS_OFF");
      assertThat(Refusal.of(() -> say.reply(account, before, "too late")).codeAndReason())
          .isEqualTo("FAILED_PRECONDITION COMMENTS_OFF");
    }
    assertThat(say.create(CAT, retried)).isEqualTo(lost);
    assertThat(say.comments(BEN, post.getId())).containsExactly(lost, before);
    assertThat(say.edit(BEN, before, "an edit").getEdited()).isTrue();
    assertThat(say.like(CAT, before).getCounts().getLikes()).isEqualTo(1);
  }

  @Test
  void theyComeBackOn() {
    String post = rig.post(ANA).getId();
    switchOff(ANA, post, true);
    switchOff(ANA, post, true);
    switchOff(ANA, post, false);

    assertThat(say.comment(BEN, post, "again").getText()).isEqualTo("again");
    assertThat(news(post)).isEqualTo(2);
  }

  @Test
  void anArchivedPostComesBackWithoutComments() {
    String post = rig.post(ANA).getId();
    rig.archive(ANA, post);
    assertThat(switchOff(ANA, post, true).getCommentsOff()).isTrue();
    rig.unarchive(ANA, post);

    assertThat(Refusal.of(() -> say.comment(BEN, post, "x")).reason()).isEqualTo("COMMENTS_OFF");
  }

  @Test
  void aPostCanBeginWithCommentsOff() {
    var request =
        CreatePostRequest.newBuilder()
            .addMediaIds(rig.upload(ANA).getId())
            .setCommentsOff(true)
            .build();
    Post post = rig.posts(ANA).createPost(request).getPost();

    assertThat(post.getCommentsOff()).isTrue();
    assertThat(Refusal.of(() -> say.comment(BEN, post.getId(), "x")).reason())
        .isEqualTo("COMMENTS_OFF");
  }

  @Test
  void onlyTheAuthorSwitches() {
    String post = rig.post(ANA).getId();

    assertThat(Refusal.of(() -> switchOff(BEN, post, true)).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_AUTHOR");
    assertThat(rig.get(BEN, post).getCommentsOff()).isFalse();
  }

  private static Post switchOff(long caller, String post, boolean off) {
    var request = UpdatePostRequest.newBuilder().setPostId(post).setCommentsOff(off).build();
    return rig.posts(caller).updatePost(request).getPost();
  }

  /** How often the outbox tells that the post is another one. */
  private static long news(String post) {
    long id = IdText.parseOwned("post", post).id();
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery("SELECT payload FROM outbox WHERE kind = ?")
                    .bind(0, "PostEdited")
                    .map((row, context) -> parse(row.getBytes(1)))
                    .list())
        .stream()
        .filter(edit -> edit.getPostId() == id)
        .count();
  }

  private static PostEdited parse(byte[] payload) {
    try {
      return PostEdited.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
