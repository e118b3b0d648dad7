package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.picture.SmallPictures.BLUE;
import static tintype.media.picture.SmallPictures.GREEN;
import static tintype.media.picture.SmallPictures.RED;
import static tintype.media.picture.SmallPictures.WHITISH;
import static tintype.media.picture.SmallPictures.chunk;
import static tintype.media.picture.SmallPictures.deflate;
import static tintype.media.picture.SmallPictures.iccSegment;
import static tintype.media.picture.SmallPictures.jpeg;
import static tintype.media.picture.SmallPictures.png;
import static tintype.media.picture.SmallPictures.quarters;
import static tintype.media.picture.SmallPictures.webp;
import static tintype.media.picture.SmallPictures.withChunks;
import static tintype.media.picture.SmallPictures.withSegments;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tintype.media.picture.PictureProcessor.Wanted;

/** Profiles are the JDK's own: linear RGB, whose values show at once whether it was applied. */
class ColourProfileTest extends PictureFixture {

  private static final byte[] LINEAR = profile(ColorSpace.CS_LINEAR_RGB);

  private static byte[] profile(int colorSpace) {
    return ICC_Profile.getInstance(colorSpace).getData();
  }

  @Test
  void aJpegKeepsItsProfileAndItsColours() throws Exception {
    byte[] bytes = withSegments(jpeg(quarters()), iccSegment(LINEAR));

    BufferedImage seen = render(bytes);

    assertThat(processor.inspect(file(bytes)).hasIccProfile()).isTrue();
    assertThat(embedded()).isEqualTo(LINEAR);
    // ImageIO applies the profile, so this is what people see of those numbers.
    assertQuarters(seen, inLinear(RED), inLinear(GREEN), inLinear(BLUE), inLinear(WHITISH));
  }

  @Test
  void narrowerOnesKeepItToo() throws Exception {
    byte[] bytes = withSegments(jpeg(quarters()), iccSegment(LINEAR));
    var wide = new ByteArrayOutputStream();
    var narrow = new ByteArrayOutputStream();

    RenderedPictures linear =
        processor.renderAll(file(bytes), List.of(new Wanted(64, wide), new Wanted(32, narrow)));

    Files.write(target(), narrow.toByteArray());
    assertThat(embedded()).isEqualTo(LINEAR);
    // The stand-in has no profile, so it is made of what the numbers look like.
    RenderedPictures plain =
        processor.renderAll(file(jpeg(quarters())), List.of(new Wanted(64, wide)));
    assertThat(linear.blurhash()).isNotEqualTo(plain.blurhash());
  }

  private static Color inLinear(Color numbers) {
    ColorSpace linear = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
    return new Color(linear, numbers.getRGBColorComponents(null), 1);
  }

  @Test
  void pngAndWebpKeepTheirsToo() throws Exception {
    render(withChunks(png(quarters()), iccChunk(LINEAR)));
    assertThat(embedded()).isEqualTo(LINEAR);

    render(webp("turned.webp"));
    assertThat(new String(embedded(), StandardCharsets.UTF_16BE)).contains("sRGB built-in");
  }

  private static byte[] iccChunk(byte[] profile) {
    var data = new ByteArrayOutputStream();
    data.writeBytes("name\0\0".getBytes(StandardCharsets.US_ASCII));
    data.writeBytes(deflate(profile));
    return chunk("iCCP", data.toByteArray());
  }

  @Test
  void aProfileInSeveralSegmentsIsPutTogether() throws Exception {
    byte[] first = Arrays.copyOf(LINEAR, 200);
    byte[] second = Arrays.copyOfRange(LINEAR, 200, LINEAR.length);
    byte[] bytes =
        withSegments(
            jpeg(quarters()),
            SmallPictures.segment(0xe2, "ICC_PROFILE\0\1\2", first),
            SmallPictures.segment(0xe2, "ICC_PROFILE\0\2\2", second));

    render(bytes);

    assertThat(embedded()).isEqualTo(LINEAR);
  }

  @Test
  void greyWithAProfileIsConverted() throws Exception {
    BufferedImage grey = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 32 * 32; i++) {
      grey.getRaster().setSample(i % 32, i / 32, 0, 55);
    }

    BufferedImage rendered =
        render(withSegments(jpeg(grey), iccSegment(profile(ColorSpace.CS_GRAY))));

    // The JDK's grey is linear: 55 of 255 is 0.216 of the light, which sRGB writes as 128.
    assertColour(rendered, 16, 16, new Color(128, 128, 128));
  }

  @Test
  void aProfileOfAnotherKindOfColourIsDropped() throws Exception {
    BufferedImage rendered =
        render(withSegments(jpeg(quarters()), iccSegment(profile(ColorSpace.CS_GRAY))));

    assertQuarters(rendered);
    assertThat(embedded()).isNull();
  }

  @Test
  void brokenProfilesAreDropped() throws Exception {
    for (int length : new int[] {1, 127, 131, 140, LINEAR.length - 1}) {
      BufferedImage rendered =
          render(withSegments(jpeg(quarters()), iccSegment(Arrays.copyOf(LINEAR, length))));

      assertQuarters(rendered);
      assertThat(embedded()).isNull();
    }
  }

  @Test
  void privateTagsOfAProfileAreLeftOut() throws Exception {
    byte[] telling = withTag(LINEAR, "mmod", "serial 123456789");

    render(withSegments(jpeg(quarters()), iccSegment(telling)));

    assertThat(new String(embedded(), StandardCharsets.ISO_8859_1))
        .contains("rTRC")
        .doesNotContain("mmod")
        .doesNotContain("serial");
    ICC_Profile kept = ICC_Profile.getInstance(embedded());
    assertThat(kept.getData(ICC_Profile.icSigRedTRCTag))
        .isEqualTo(ICC_Profile.getInstance(LINEAR).getData(ICC_Profile.icSigRedTRCTag));
  }

  /** Appends a tag, which moves all data by the twelve bytes that the table grows. */
  private static byte[] withTag(byte[] profile, String tag, String data) {
    ByteBuffer old = ByteBuffer.wrap(profile);
    int tags = old.getInt(128);
    int tableEnd = 132 + tags * 12;
    ByteBuffer grown = ByteBuffer.allocate(profile.length + 12 + data.length());
    grown.put(profile, 0, 128).putInt(tags + 1);
    for (int i = 0; i < tags; i++) {
      int entry = 132 + i * 12;
      grown.putInt(old.getInt(entry));
      grown.putInt(old.getInt(entry + 4) + 12).putInt(old.getInt(entry + 8));
    }
    grown.put(tag.getBytes(StandardCharsets.US_ASCII));
    grown.putInt(profile.length + 12).putInt(data.length());
    grown.put(profile, tableEnd, profile.length - tableEnd);
    grown.put(data.getBytes(StandardCharsets.US_ASCII));
    return grown.putInt(0, grown.capacity()).array();
  }

  private byte[] embedded() throws Exception {
    byte[] jpeg = Files.readAllBytes(target());
    if (jpeg[21] != (byte) 0xe2) {
      return null;
    }
    int length = (jpeg[22] & 0xff) << 8 | jpeg[23] & 0xff;
    return Arrays.copyOfRange(jpeg, 38, 22 + length);
  }
}
