package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.picture.SmallPictures.chunk;
import static tintype.media.picture.SmallPictures.exifSegment;
import static tintype.media.picture.SmallPictures.jpeg;
import static tintype.media.picture.SmallPictures.png;
import static tintype.media.picture.SmallPictures.quarters;
import static tintype.media.picture.SmallPictures.segment;
import static tintype.media.picture.SmallPictures.tiff;
import static tintype.media.picture.SmallPictures.webp;
import static tintype.media.picture.SmallPictures.withChunks;
import static tintype.media.picture.SmallPictures.withSegments;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.exif.GpsDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoMetadataTest extends PictureFixture {

  private static final String SECRET = "47.3751 8.5415";
  private static final Set<String> ALLOWED =
      Set.of("e0 JFIF", "e2 ICC_PROFILE", "db", "c4", "c2", "da", "d9");

  /** Asserts that a rendition holds a header, a profile and pixels, by two independent readers. */
  static void assertNoMetadata(Path rendition) throws Exception {
    byte[] bytes = Files.readAllBytes(rendition);
    assertThat(ALLOWED).containsAll(JpegSegments.of(bytes));
    assertThat(ImageMetadataReader.readMetadata(rendition.toFile()).getDirectories())
        .extracting(Directory::getName)
        .isSubsetOf("JPEG", "JFIF", "ICC Profile", "Huffman", "File Type", "File");
  }

  @Test
  void jpegLosesAllOfIt() throws Exception {
    byte[] bytes =
        withSegments(
            jpeg(quarters()),
            exifSegment(1),
            segment(0xe1, "http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + "</x>"),
            segment(0xed, "Photoshop 3.0\08BIM" + SECRET),
            segment(0xe2, "MPF\0" + SECRET),
            segment(0xe7, SECRET),
            segment(0xfe, SECRET));
    assertThat(ImageMetadataReader.readMetadata(file(bytes).toFile()))
        .matches(found -> found.containsDirectoryOfType(GpsDirectory.class));

    assertQuarters(render(bytes));
    assertNoSecret();
  }

  @Test
  void whatFollowsThePictureIsLost() throws Exception {
    byte[] jpeg = jpeg(quarters());
    byte[] bytes = Arrays.copyOf(jpeg, jpeg.length + 100);
    System.arraycopy(SECRET.getBytes(StandardCharsets.US_ASCII), 0, bytes, jpeg.length, 14);

    assertQuarters(render(bytes));
    assertNoSecret();
  }

  @Test
  void pngLosesAllOfIt() throws Exception {
    byte[] text = ("Comment\0" + SECRET).getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = withChunks(png(quarters()), chunk("tEXt", text), chunk("eXIf", tiff(1)));

    assertQuarters(render(bytes));
    assertNoSecret();
  }

  @Test
  void webpLosesAllOfIt() throws Exception {
    byte[] bytes = webp("turned.webp");
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("SecretCam");

    render(bytes);
    assertNoSecret();
  }

  private void assertNoSecret() throws Exception {
    assertNoMetadata(target());
    assertThat(new String(Files.readAllBytes(target()), StandardCharsets.ISO_8859_1))
        .doesNotContain(SECRET)
        .doesNotContain("SecretCam");
  }
}
