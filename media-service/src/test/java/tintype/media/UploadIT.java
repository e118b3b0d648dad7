package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Media;
import tintype.media.v1.Rendition;
import tintype.media.v1.UploadRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Pictures;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class UploadIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final int LIMIT = 30_000_000;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
  }

  @Test
  void aPhotoIsReadyAtOnceInThreeWidths() {
    Media media = rig.upload(ANA, "", "image/jpeg", Pictures.jpeg(2160, 1000, 7));

    assertThat(media.getState()).isEqualTo(Media.State.READY);
    assertThat(media.getKind()).isEqualTo(Media.Kind.PHOTO);
    assertThat(media.getId()).matches("[0-9]+_11");
    assertThat(media.getWidth()).isEqualTo(2160);
    assertThat(media.getHeight()).isEqualTo(1000);
    assertThat(media.getBlurhash()).matches("L.{27}");
    assertThat(media.getRenditionsList())
        .extracting(Rendition::getName)
        .containsExactly("w1080", "w640", "w320");
    assertThat(media.getRenditionsList())
        .extracting(Rendition::getWidth)
        .containsExactly(1080, 640, 320);
    assertThat(media.getRenditionsList())
        .extracting(Rendition::getHeight)
        .containsExactly(500, 296, 148);
    for (Rendition rendition : media.getRenditionsList()) {
      String name = rendition.getName();
      assertThat(rendition.getUrl()).startsWith("/v1/media/" + media.getId() + "/renditions/");
      assertThat(rendition.getUrl()).contains("/" + name);
      assertThat(rendition.getContentType()).isEqualTo("image/jpeg");
      assertThat(rig.bytes(ANA, media.getId(), name)).hasSize((int) rendition.getBytes());
    }
    assertThat(rig.filesOfAll(media.getId().split("_")[0])).hasSize(4);
  }

  @Test
  void aSmallPhotoHasTheWidthsThatItHas() {
    Media small = rig.upload(ANA, "", "", Pictures.jpeg(100, 200, 8));
    Media middling = rig.upload(ANA, "", "", Pictures.jpeg(500, 200, 8));

    assertThat(small.getRenditionsList()).extracting(Rendition::getWidth).containsExactly(100);
    assertThat(small.getBlurhash()).matches("T.{27}");
    assertThat(middling.getRenditionsList())
        .extracting(Rendition::getWidth)
        .containsExactly(500, 320);
  }

  @Test
  void theOriginalIsKeptByteForByte() throws IOException {
    byte[] picture = Pictures.png(70, 50, 8);

    Media media = rig.upload(ANA, "", "", picture);

    List<Path> files = rig.filesOfAll(media.getId().split("_")[0]);
    assertThat(files).hasSize(2);
    Path original =
        files.stream()
            .filter(file -> file.toString().endsWith(".original"))
            .findAny()
            .orElseThrow();
    assertThat(Files.readAllBytes(original)).isEqualTo(picture);
  }

  @Test
  void theContentTypeIsOnlyAHint() {
    byte[] png = Pictures.png(30, 20, 9);

    for (String hint : List.of("", "application/octet-stream", "image/jpeg", "IMAGE/WebP; q=1")) {
      assertThat(rig.upload(ANA, "", hint, png).getState()).isEqualTo(Media.State.READY);
    }
  }

  @Test
  void aTypeThatIsNoPictureIsRefused() {
    byte[] picture = Pictures.jpeg(30, 20, 9);

    for (String declared : List.of("text/plain", "image/gif", "video/mp4", "jpeg")) {
      var refusal = Refusal.of(() -> rig.upload(ANA, "", declared, picture));
      assertThat(refusal.codeAndReason()).isEqualTo("INVALID_ARGUMENT MEDIA_TYPE_NOT_TAKEN");
      assertThat(refusal.metadata()).containsEntry("accepted", "image/jpeg, image/png, image/webp");
    }
  }

  @Test
  void aTextFileCalledJpegIsRefused() {
    byte[] text = "this is no picture\n".repeat(100).getBytes(StandardCharsets.UTF_8);

    var refusal = Refusal.of(() -> rig.upload(ANA, "", "image/jpeg", text));

    assertThat(refusal.codeAndReason()).isEqualTo("INVALID_ARGUMENT MEDIA_TYPE_NOT_TAKEN");
    assertThat(refusal.metadata()).containsKey("accepted");
    assertNothingUnfinished();
  }

  @Test
  void aPictureCutShortIsRefused() {
    byte[] picture = Pictures.png(400, 300, 10);

    var refusal =
        Refusal.of(
            () -> rig.upload(ANA, "", "image/png", Arrays.copyOf(picture, picture.length / 2)));

    assertThat(refusal.codeAndReason()).isEqualTo("INVALID_ARGUMENT PICTURE_DAMAGED");
    assertNothingUnfinished();
  }

  @Test
  void tooManyPixelsAreRefusedBeforeDecoding() throws IOException {
    byte[] huge = Pictures.hugePng(20_000);

    var refusal = Refusal.of(() -> rig.upload(ANA, "", "image/png", huge));

    assertThat(refusal.codeAndReason()).isEqualTo("INVALID_ARGUMENT PICTURE_TOO_LARGE");
    assertThat(refusal.metadata())
        .containsEntry("width", "20000")
        .containsEntry("height", "20000")
        .containsEntry("limit", "50000000");
  }

  @Test
  void nothingIsRefused() {
    var refusal = Refusal.of(() -> rig.upload(ANA, "", "image/jpeg", new byte[0]));
    CompletableFuture<Media> answer = new CompletableFuture<>();
    rig.uploads(ANA).upload(MediaRig.into(answer)).onCompleted();

    assertThat(refusal.codeAndReason()).isEqualTo("INVALID_ARGUMENT UPLOAD_EMPTY");
    assertThat(Refusal.of(() -> MediaRig.await(answer))).isEqualTo(refusal);
  }

  @Test
  void theLimitIsTakenAndOneByteMoreIsNot() {
    byte[] largest = Pictures.jpegOfBytes(LIMIT);
    byte[] larger = Pictures.jpegOfBytes(LIMIT + 1);
    assertThat(largest).hasSize(LIMIT);
    assertThat(larger).hasSize(LIMIT + 1);

    assertThat(rig.upload(ANA, "", "image/jpeg", largest).getWidth()).isEqualTo(64);
    var refusal = Refusal.of(() -> rig.upload(ANA, "", "image/jpeg", larger));

    assertThat(refusal.codeAndReason()).isEqualTo("RESOURCE_EXHAUSTED UPLOAD_TOO_LARGE");
    assertThat(refusal.metadata()).containsEntry("limit", "30000000");
    assertNothingUnfinished();
  }

  @Test
  void nobodyUploadsNothing() {
    var refusal = Refusal.of(() -> rig.upload(0, "", "image/jpeg", Pictures.jpeg(9, 9, 1)));

    assertThat(refusal.codeAndReason()).isEqualTo("UNAUTHENTICATED TOKEN_MISSING");
  }

  @Test
  void aRepeatAnswersTheFirstMedia() {
    String id = UUID.randomUUID().toString();
    byte[] picture = Pictures.jpeg(90, 40, 11);

    Media first = rig.upload(ANA, id, "image/jpeg", picture);
    Media second = rig.upload(ANA, id, "", picture);

    assertThat(second).isEqualTo(first);
    assertThat(rig.upload(BEN, id, "image/jpeg", picture).getId()).endsWith("_22");
    assertThat(rig.upload(ANA, "", "image/jpeg", picture).getId()).isNotEqualTo(first.getId());
  }

  @Test
  void aRequestIdServesOnePictureOnly() {
    String id = UUID.randomUUID().toString();
    rig.upload(ANA, id, "image/jpeg", Pictures.jpeg(90, 40, 12));

    var refusal = Refusal.of(() -> rig.upload(ANA, id, "image/jpeg", Pictures.jpeg(90, 40, 13)));

    assertThat(refusal.codeAndReason()).isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
    assertNothingUnfinished();
  }

  @Test
  void repeatsAtOnceMakeOneMedia() {
    long account = 71;
    rig.accounts.add(account);
    String id = UUID.randomUUID().toString();
    byte[] picture = Pictures.jpeg(300, 200, 14);

    List<CompletableFuture<Media>> uploads =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> rig.upload(account, id, "image/jpeg", picture)))
            .toList();

    Set<String> ids =
        uploads.stream().map(MediaRig::await).map(Media::getId).collect(Collectors.toSet());
    assertThat(ids).hasSize(1);
    assertThat(rig.filesOfAll("/" + account + "~")).hasSize(2);
    assertThat(rows(account)).isEqualTo(1);
  }

  @Test
  void anUploadCutOffLeavesNothing() {
    long account = 72;
    CompletableFuture<Media> answer = new CompletableFuture<>();
    var up = rig.uploads(account).upload(MediaRig.into(answer));
    up.onNext(MediaRig.piece("", "image/jpeg", Pictures.jpegOfBytes(200_000), 0));
    Eventually.await(SOON, () -> !rig.tempFiles().isEmpty());

    ((ClientCallStreamObserver<?>) up).cancel("the phone went into a tunnel", null);

    Eventually.await(SOON, () -> rig.tempFiles().isEmpty());
    assertThat(rig.files("/" + account + "~")).isEmpty();
    assertThat(rows(account)).isZero();
  }

  @Test
  void anUploadThatTheServerEndsLeavesNothing() {
    CompletableFuture<Media> answer = new CompletableFuture<>();
    StreamObserver<UploadRequest> up = rig.uploads(ANA).upload(MediaRig.into(answer));
    up.onNext(MediaRig.piece("", "image/jpeg", Pictures.jpegOfBytes(200_000), 0));
    Eventually.await(SOON, () -> !rig.tempFiles().isEmpty());

    up.onNext(UploadRequest.newBuilder().setRequestId("no uuid").build());

    var refusal = Refusal.of(() -> MediaRig.await(answer));
    assertThat(refusal.codeAndReason()).isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
    assertNothingUnfinished();
  }

  private static void assertNothingUnfinished() {
    Eventually.await(SOON, () -> rig.tempFiles().isEmpty());
  }

  private static int rows(long account) {
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM media WHERE user_id = ?")
                    .bind(0, account)
                    .mapTo(Integer.class)
                    .one());
  }
}
