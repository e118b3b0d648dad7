package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Post;
import tintype.media.v1.PostEdited;
import tintype.media.v1.UpdatePostRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class UpdatePostIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long PRIVATE = 44;
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(PRIVATE);
    rig.accounts.setPrivate(PRIVATE, true);
  }

  @Test
  void anEditShowsThatItIsOne() {
    Post post = rig.post(ANA);
    assertThat(post.getEdited()).isFalse();

    Post edited = caption(ANA, post, "another caption");

    assertThat(edited.getCaption()).isEqualTo("another caption");
    assertThat(edited.getEdited()).isTrue();
    assertThat(edited.getCreateTime()).isEqualTo(post.getCreateTime());
    assertThat(Timestamps.compare(edited.getUpdateTime(), post.getUpdateTime())).isPositive();
    assertThat(rig.get(BEN, post.getId())).isEqualTo(edited);
  }

  @Test
  void aRepeatedEditIsOneEdit() {
    Post post = rig.post(ANA);

    Post edited = caption(ANA, post, "once");

    assertThat(caption(ANA, post, "once")).isEqualTo(edited);
    assertThat(news(post)).isEqualTo(1);
  }

  @Test
  void sayingTheSameIsNoEdit() {
    Post post = rig.post(ANA);

    assertThat(caption(ANA, post, post.getCaption())).isEqualTo(post);
    assertThat(update(ANA, request(post))).isEqualTo(post);
    assertThat(news(post)).isZero();
  }

  @Test
  void aLastSpaceIsAnEdit() {
    Post post = rig.post(ANA);

    assertThat(caption(ANA, post, post.getCaption() + " ").getCaption()).endsWith(" ");
  }

  @Test
  void theMaskSaysWhatChanges() {
    Post post = rig.post(ANA);

    assertThat(Refusal.of(() -> update(ANA, mask(request(post), "pinned"))).fields())
        .containsExactly("update_mask");
    assertThat(rig.get(ANA, post.getId())).isEqualTo(post);
    assertThat(update(ANA, mask(request(post), "caption")).getCaption()).isEmpty();
  }

  @Test
  void aCaptionHasAnEnd() {
    Post post = rig.post(ANA);

    assertThat(caption(ANA, post, "x".repeat(2_200)).getEdited()).isTrue();
    assertThat(Refusal.of(() -> caption(ANA, post, "x".repeat(2_201))).fields())
        .containsExactly("caption");
  }

  @Test
  void onlyItsAuthorEditsAPost() {
    Post post = rig.post(ANA);
    Post ofPrivate = rig.post(PRIVATE);
    Post deleted = rig.post(ANA);
    rig.delete(ANA, deleted.getId());

    assertThat(Refusal.of(() -> caption(BEN, post, "x")).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_AUTHOR");
    Refusal absent = Refusal.of(() -> caption(CAT, ofPrivate, "x"));
    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(Refusal.of(() -> caption(ANA, deleted, "x"))).isEqualTo(absent);
    assertThat(Refusal.of(() -> caption(0, post, "x")).reason()).isEqualTo("TOKEN_MISSING");
    assertThat(rig.get(BEN, post.getId())).isEqualTo(post);
  }

  private static UpdatePostRequest.Builder request(Post post) {
    return UpdatePostRequest.newBuilder().setPostId(post.getId());
  }

  private static UpdatePostRequest.Builder mask(UpdatePostRequest.Builder request, String path) {
    return request.setUpdateMask(FieldMask.newBuilder().addPaths(path));
  }

  private static Post caption(long caller, Post post, String caption) {
    return update(caller, request(post).setCaption(caption));
  }

  private static Post update(long caller, UpdatePostRequest.Builder request) {
    return rig.posts(caller).updatePost(request.build()).getPost();
  }

  /** How often the outbox tells of an edit of the post. */
  private static int news(Post post) {
    long id = Long.parseLong(post.getId().substring(0, post.getId().indexOf('_')));
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery("SELECT payload FROM outbox WHERE kind = ?")
                    .bind(0, "PostEdited")
                    .map((row, context) -> parse(row.getBytes(1)))
                    .filter(edit -> edit.getPostId() == id)
                    .list()
                    .size());
  }

  private static PostEdited parse(byte[] payload) {
    try {
      return PostEdited.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
