package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.GpsDirectory;
import com.google.api.HttpBody;
import io.grpc.Context;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Pictures;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class DownloadIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final int PIECE_BYTES = 64 << 10;
  private static final long PRIVATE = 44;
  private static final long HIDDEN = 55;
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(PRIVATE, HIDDEN);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.follow(BEN, PRIVATE);
  }

  @Test
  void aRenditionComesInPiecesAndIsAPicture() throws IOException {
    Media media = rig.upload(ANA, "", "image/png", noise(1080, 900));
    List<HttpBody> pieces = new ArrayList<>();
    rig.download(ANA, media.getId(), "w1080").forEachRemaining(pieces::add);

    assertThat(pieces.size()).isGreaterThan(2);
    assertThat(pieces.getFirst().getContentType()).isEqualTo("image/jpeg");
    assertThat(pieces.subList(1, pieces.size()))
        .allSatisfy(piece -> assertThat(piece.getContentType()).isEmpty());
    assertThat(pieces.subList(0, pieces.size() - 1))
        .allSatisfy(piece -> assertThat(piece.getData().size()).isEqualTo(PIECE_BYTES));
    var image = ImageIO.read(new ByteArrayInputStream(rig.bytes(ANA, media.getId())));
    assertThat(image.getWidth()).isEqualTo(1080);
    assertThat(image.getHeight()).isEqualTo(900);
  }

  @Test
  void beforeItIsPostedOnlyItsOwnerSeesAPicture() {
    Media media = rig.upload(ANA);

    assertThat(rig.bytes(ANA, media.getId())).isNotEmpty();
    assertAbsent(BEN, media);
    assertAbsent(0, media);
  }

  @Test
  void everybodySeesThePicturesOfAPublicPost() {
    Media media = rig.post(ANA).getMedia(0);

    assertThat(rig.bytes(BEN, media.getId())).isEqualTo(rig.bytes(ANA, media.getId()));
    assertThat(rig.bytes(0, media.getId())).isEqualTo(rig.bytes(ANA, media.getId()));
  }

  @Test
  void aPrivateAccountsPicturesAreForFollowers() {
    Media media = rig.post(PRIVATE).getMedia(0);

    assertThat(rig.bytes(BEN, media.getId())).isNotEmpty();
    assertThat(rig.bytes(PRIVATE, media.getId())).isNotEmpty();
    assertAbsent(CAT, media);
    assertAbsent(0, media);
  }

  @Test
  void aDeletedPostsPicturesAreForItsAuthor() {
    Post post = rig.post(ANA);
    rig.delete(ANA, post.getId());

    assertAbsent(BEN, post.getMedia(0));
    assertThat(rig.bytes(ANA, post.getMedia(0).getId())).isNotEmpty();
  }

  @Test
  void aHiddenAccountsPicturesVanish() {
    Media media = rig.post(HIDDEN).getMedia(0);
    assertThat(rig.bytes(BEN, media.getId())).isNotEmpty();

    rig.accounts.setHidden(HIDDEN, true);

    assertAbsent(BEN, media);
  }

  @Test
  void originalsAndUnknownRenditionsAreAbsent() {
    Media media = rig.upload(ANA);

    for (String name : List.of("original", "w320", "..", "w1080.x")) {
      assertThat(Refusal.of(() -> rig.download(ANA, media.getId(), name).next()).codeAndReason())
          .isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    }
    assertThat(Refusal.of(() -> rig.bytes(ANA, "1_11")))
        .isEqualTo(Refusal.of(() -> rig.bytes(ANA, "1_999")));
  }

  @Test
  void aRowFromBeforeThereWereSeveralGoesOnWorking() {
    Media media = rig.upload(ANA);
    byte[] before = rig.bytes(ANA, media.getId());
    String[] id = media.getId().split("_");
    String old =
        "UPDATE media SET renditions = NULL, blurhash = '' WHERE media_id = ? AND user_id = ?";
    database.database(Keyspace.MEDIA).execute(handle -> handle.execute(old, id[0], id[1]));

    Post post = rig.post(ANA, media.getId());
    Media after = rig.get(BEN, post.getId()).getMedia(0);

    assertThat(after.getBlurhash()).isEmpty();
    assertThat(after.getRenditionsCount()).isEqualTo(1);
    assertThat(after.getRenditions(0).getBytes()).isEqualTo(before.length);
    assertThat(rig.bytes(BEN, media.getId())).isEqualTo(before);
  }

  @Test
  void whereAPhotoWasTakenStaysHere() throws Exception {
    Path folder = photosWithPositions();
    assumeTrue(folder != null, "no shared/data/photos/gps beside this checkout");
    try (Stream<Path> photos = Files.list(folder)) {
      for (Path photo : photos.toList()) {
        byte[] original = Files.readAllBytes(photo);
        assertThat(read(original).getDirectoriesOfType(GpsDirectory.class)).isNotEmpty();

        byte[] shown = rig.bytes(ANA, rig.upload(ANA, "", "image/jpeg", original).getId());

        assertThat(read(shown).getDirectoriesOfType(ExifDirectoryBase.class)).isEmpty();
        assertThat(new String(shown, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "GPS");
      }
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNoFileOpen() throws Exception {
    Media media = rig.upload(ANA, "", "image/png", noise(1080, 900));
    String id = media.getId().split("_")[0];
    Context.CancellableContext call = Context.current().withCancellation();
    Iterator<HttpBody> download = call.call(() -> rig.download(ANA, media.getId(), "w1080"));
    download.next();
    assertThat(openFiles(id)).isEqualTo(1);

    call.cancel(null);

    Eventually.await(Duration.ofSeconds(10), () -> openFiles(id) == 0);
  }

  private static void assertAbsent(long viewer, Media media) {
    var refusal = Refusal.of(() -> rig.bytes(viewer, media.getId()));
    assertThat(refusal.codeAndReason()).isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
  }

  private static Path photosWithPositions() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path photos = at.resolve("shared/data/photos/gps");
      if (Files.isDirectory(photos)) {
        return photos;
      }
    }
    return null;
  }

  private static Metadata read(byte[] picture) throws Exception {
    return ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture));
  }

  private static long openFiles(String name) {
    Path own = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(own), "this system does not list open files");
    try (Stream<Path> files = Files.list(own)) {
      return files.filter(file -> target(file).contains(name)).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Empty for a file that was closed meanwhile. */
  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Noise does not compress, so that there are several pieces. */
  private static byte[] noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(3);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(0x1000000));
      }
    }
    return Pictures.png(image);
  }
}
