package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import com.google.protobuf.FieldMask;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Comment;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.Post;
import tintype.media.v1.UpdateMediaRequest;
import tintype.media.v1.UpdatePostRequest;
import tintype.platform.rpc.CallWrites;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Posts that one process keeps in memory while another one changes them. */
@OnEveryDatabase
class PostCachesIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation hereInstallation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(3)
  static final TestInstallation thereInstallation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig here;
  private static MediaRig there;

  @BeforeAll
  static void start() {
    here = new MediaRig(hereInstallation);
    there = new MediaRig(thereInstallation);
  }

  @Test
  void aCaptionIsSeen() {
    String post = kept();

    edit(there, post, "another");

    seenSoon(ANA, post, shown -> shown.getCaption().equals("another") && shown.getEdited());
  }

  @Test
  void likesAreSeen() {
    String post = kept();

    there.like(CAT, post);
    seenSoon(BEN, post, shown -> shown.getCounts().getLikes() == 1);
    there.like(BEN, post);
    seenSoon(BEN, post, shown -> shown.getCounts().getLikes() == 2 && shown.getViewer().getLiked());
    assertThat(here.get(ANA, post).getViewer().getLiked()).isFalse();
    there.unlike(BEN, post);
    seenSoon(
        BEN, post, shown -> shown.getCounts().getLikes() == 1 && !shown.getViewer().getLiked());
  }

  @Test
  void commentsAreSeen() {
    String post = kept();
    CommentRig sayThere = new CommentRig(there, database);

    Comment comment = sayThere.comment(CAT, post, "from there");
    seenSoon(BEN, post, shown -> shown.getCounts().getComments() == 1);
    sayThere.delete(CAT, comment);
    seenSoon(BEN, post, shown -> shown.getCounts().getComments() == 0);
    new CommentRig(here, database).comment(CAT, post, "from here");
    assertThat(here.get(BEN, post).getCounts().getComments()).isEqualTo(1);
  }

  @Test
  void savesAreSeen() {
    String post = kept();
    SaveCalls elsewhere = new SaveCalls(there);

    elsewhere.save(BEN, post);
    seenSoon(BEN, post, shown -> shown.getViewer().getSaved());
    assertThat(here.get(CAT, post).getViewer().getSaved()).isFalse();
    seenSoon(ANA, post, shown -> shown.getCounts().getSaves() == 1);
    elsewhere.unsave(BEN, post);
    seenSoon(BEN, post, shown -> !shown.getViewer().getSaved());
    seenSoon(ANA, post, shown -> shown.getCounts().getSaves() == 0);
  }

  @Test
  void sharesAreSeen() {
    String post = kept();

    new SaveCalls(there).share(BEN, post, "");

    seenSoon(CAT, post, shown -> shown.getCounts().getShares() == 1);
  }

  @Test
  void whatAPictureShowsIsSeen() {
    String post = kept();
    String picture = here.get(ANA, post).getMedia(0).getId();

    describe(there, picture, "a cat");

    seenSoon(ANA, post, shown -> shown.getMedia(0).getAltText().equals("a cat"));
  }

  @Test
  void aDeletedPostVanishes() {
    String post = kept();

    there.delete(ANA, post);

    Eventually.await(SOON, () -> find(post).isEmpty());
  }

  @Test
  void whatThisProcessChangesIsSeenAtOnce() {
    String post = kept();
    String picture = here.get(ANA, post).getMedia(0).getId();

    edit(here, post, "another");
    assertThat(here.get(BEN, post).getCaption()).isEqualTo("another");
    here.like(BEN, post);
    assertThat(here.get(ANA, post).getCounts().getLikes()).isEqualTo(1);
    assertThat(here.get(BEN, post).getViewer().getLiked()).isTrue();
    here.unlike(BEN, post);
    assertThat(here.get(ANA, post).getCounts().getLikes()).isZero();
    new SaveCalls(here).save(BEN, post);
    assertThat(here.get(BEN, post).getViewer().getSaved()).isTrue();
    new SaveCalls(here).share(BEN, post, "");
    assertThat(here.get(ANA, post).getCounts().getShares()).isEqualTo(1);
    describe(here, picture, "a cat");
    assertThat(here.get(BEN, post).getMedia(0).getAltText()).isEqualTo("a cat");
    here.delete(ANA, post);
    assertThat(find(post)).isEmpty();
  }

  /** The first call's answer was lost; its repeat comes to another process and changes nothing. */
  @RepeatedTest(5)
  void aRepeatAnswersWhatAnotherProcessHasChanged() {
    String post = kept();

    there.like(BEN, post);
    assertThat(here.like(BEN, post).getCounts().getLikes()).isEqualTo(1);
    there.unlike(BEN, post);
    assertThat(here.unlike(BEN, post).getCounts().getLikes()).isZero();
    edit(there, post, "another");
    assertThat(edit(here, post, "another").getCaption()).isEqualTo("another");
    there.delete(ANA, post);
    here.delete(ANA, post);
    assertThat(find(post)).isEmpty();
  }

  @RepeatedTest(5)
  void whoNamesAWriteSeesIt() {
    String post = kept();
    AtomicReference<Metadata> headers = new AtomicReference<>();
    there
        .posts(BEN)
        .withInterceptors(
            MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
        .likePost(LikePostRequest.newBuilder().setPostId(post).build());
    Metadata after = new Metadata();
    after.put(CallWrites.METADATA, headers.get().get(CallWrites.METADATA));

    Post shown =
        here.posts(BEN)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(after))
            .getPost(GetPostRequest.newBuilder().setPostId(post).build())
            .getPost();

    assertThat(shown.getCounts().getLikes()).isEqualTo(1);
    assertThat(shown.getViewer().getLiked()).isTrue();
  }

  /** A post that is shown from memory here. */
  private static String kept() {
    String post = here.post(ANA).getId();
    Eventually.await(
        SOON,
        () -> {
          double before = hits();
          here.get(ANA, post);
          return hits() >= before + 3;
        });
    return post;
  }

  private static double hits() {
    return hereInstallation.metrics().find("row.cache.reads").tag("result", "hit").meters().stream()
        .mapToDouble(meter -> meter.measure().iterator().next().getValue())
        .sum();
  }

  private static void seenSoon(long viewer, String post, Predicate<Post> shown) {
    Eventually.await(SOON, () -> shown.test(here.get(viewer, post)));
  }

  private static Optional<Post> find(String post) {
    try {
      return Optional.of(here.get(ANA, post));
    } catch (StatusRuntimeException e) {
      assertThat(Refusal.of(e).reason()).isEqualTo("POST_NOT_FOUND");
      return Optional.empty();
    }
  }

  private static Post edit(MediaRig rig, String post, String caption) {
    return rig.posts(ANA)
        .updatePost(
            UpdatePostRequest.newBuilder()
                .setPostId(post)
                .setCaption(caption)
                .setUpdateMask(mask("caption"))
                .build())
        .getPost();
  }

  private static void describe(MediaRig rig, String picture, String altText) {
    rig.media(ANA)
        .updateMedia(
            UpdateMediaRequest.newBuilder()
                .setMediaId(picture)
                .setAltText(altText)
                .setUpdateMask(mask("alt_text"))
                .build());
  }

  private static FieldMask mask(String field) {
    return FieldMask.newBuilder().addPaths(field).build();
  }
}
