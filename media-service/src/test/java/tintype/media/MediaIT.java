package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.testkit.Pictures.plain;

import com.google.protobuf.FieldMask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.GetMediaRequest;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.UpdateMediaRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class MediaIT {
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
    rig.graph.follow(BEN, PRIVATE);
  }

  @Test
  void onesOwnMediaIsSeenBeforeItIsPosted() {
    Media media = rig.upload(ANA);

    assertThat(get(ANA, media.getId())).isEqualTo(media);
    assertThat(Refusal.of(() -> get(BEN, media.getId())).codeAndReason())
        .isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
  }

  @Test
  void aMediaIsSeenByThoseWhoSeeItsPost() {
    Media media = rig.upload(PRIVATE);
    Post post = rig.post(PRIVATE, media.getId());

    assertThat(plain(get(BEN, media.getId()))).isEqualTo(plain(media));
    var stranger = Refusal.of(() -> get(CAT, media.getId()));
    var absent = Refusal.of(() -> get(CAT, "1_44"));
    assertThat(stranger).isEqualTo(absent);

    rig.delete(PRIVATE, post.getId());
    assertThat(Refusal.of(() -> get(BEN, media.getId()))).isEqualTo(absent);
    assertThat(get(PRIVATE, media.getId())).isEqualTo(media);
  }

  @Test
  void nobodyGetsNothing() {
    assertThat(Refusal.of(() -> get(0, "1_11")).codeAndReason())
        .isEqualTo("UNAUTHENTICATED TOKEN_MISSING");
    assertThat(Refusal.of(() -> describe(0, "1_11", "x")).codeAndReason())
        .isEqualTo("UNAUTHENTICATED TOKEN_MISSING");
  }

  @Test
  void whatAPictureShowsIsSaidAtAnyTime() {
    Media media = rig.upload(ANA);
    Post post = rig.post(ANA, media.getId());

    Media described = describe(ANA, media.getId(), "a dog");

    assertThat(described).isEqualTo(media.toBuilder().setAltText("a dog").build());
    assertThat(describe(ANA, media.getId(), "a dog")).isEqualTo(described);
    assertThat(plain(rig.get(BEN, post.getId()).getMedia(0))).isEqualTo(plain(described));
  }

  @Test
  void theMaskSaysWhatChanges() {
    Media media = describe(ANA, rig.upload(ANA).getId(), "a dog");
    var request = UpdateMediaRequest.newBuilder().setMediaId(media.getId());

    assertThat(update(ANA, request.clone())).isEqualTo(media);

    assertThat(Refusal.of(() -> update(ANA, mask(request.clone(), "width"))).fields())
        .containsExactly("update_mask");
    assertThat(update(ANA, mask(request.clone(), "alt_text")).getAltText()).isEmpty();
    assertThat(update(ANA, mask(request.clone().setAltText("a cat"), "alt_text")).getAltText())
        .isEqualTo("a cat");
  }

  @Test
  void anAltTextHasAThousandCharacters() {
    String longest = "\ud83d\ude00".repeat(1_000);
    String id = rig.upload(ANA).getId();

    assertThat(describe(ANA, id, longest).getAltText()).isEqualTo(longest);
    assertThat(Refusal.of(() -> describe(ANA, id, longest + "x")).fields())
        .containsExactly("alt_text");
  }

  @Test
  void onlyItsOwnerChangesAMedia() {
    Media posted = rig.upload(ANA);
    rig.post(ANA, posted.getId());
    Media alone = rig.upload(ANA);

    assertThat(Refusal.of(() -> describe(BEN, posted.getId(), "x")).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_OWNER");
    var absent = Refusal.of(() -> describe(ANA, "1_11", "x"));
    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    assertThat(Refusal.of(() -> describe(BEN, alone.getId(), "x"))).isEqualTo(absent);
    assertThat(get(ANA, posted.getId())).isEqualTo(posted);
  }

  @Test
  void servicesActForAnAccount() {
    Media media = rig.upload(ANA);

    var unnamed = rig.mediaAsService("feed", ANA);
    assertThat(rig.mediaAsService("account", ANA).getMedia(request(media.getId())).getMedia())
        .isEqualTo(media);
    assertThat(Refusal.of(() -> unnamed.getMedia(request(media.getId()))).code())
        .isEqualTo(io.grpc.Status.Code.PERMISSION_DENIED);
  }

  private static GetMediaRequest request(String mediaId) {
    return GetMediaRequest.newBuilder().setMediaId(mediaId).build();
  }

  private static Media get(long viewer, String mediaId) {
    return rig.media(viewer).getMedia(request(mediaId)).getMedia();
  }

  private static Media describe(long caller, String mediaId, String altText) {
    return update(caller, UpdateMediaRequest.newBuilder().setMediaId(mediaId).setAltText(altText));
  }

  private static Media update(long caller, UpdateMediaRequest.Builder request) {
    return rig.media(caller).updateMedia(request.build()).getMedia();
  }

  private static UpdateMediaRequest.Builder mask(UpdateMediaRequest.Builder request, String path) {
    return request.setUpdateMask(FieldMask.newBuilder().addPaths(path));
  }
}
