package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.media.picture.SmallPictures.chunk;
import static tintype.media.picture.SmallPictures.jpeg;
import static tintype.media.picture.SmallPictures.png;
import static tintype.media.picture.SmallPictures.quarters;
import static tintype.media.picture.SmallPictures.webp;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import tintype.media.picture.PictureRefusedException.Reason;

class RefusalTest extends PictureFixture {

  @Test
  void anEmptyFileIsEmpty() throws Exception {
    assertRefused(new byte[0], Reason.EMPTY);
  }

  @Test
  void whatIsNotTakenIsToldWhatWouldBe() throws Exception {
    byte[] heic = "\0\0\0\30ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(refusal(heic).reason()).isEqualTo(Reason.TYPE_NOT_TAKEN);
    assertThat(refusal(heic))
        .hasMessage("image/heic is not taken (accepted: image/jpeg, image/png, image/webp)");
    assertThat(refusal(heic).accepted()).containsExactly("image/jpeg", "image/png", "image/webp");
    assertRefused("GIF89a, one may say".getBytes(StandardCharsets.US_ASCII), Reason.TYPE_NOT_TAKEN);
    assertRefused(new byte[] {'x'}, Reason.TYPE_NOT_TAKEN);
  }

  @Test
  void textCalledJpgIsText() throws Exception {
    Path text = Files.writeString(folder.resolve("holiday.jpg"), "wish you were here");

    assertThat(refusal(text).reason()).isEqualTo(Reason.TYPE_NOT_TAKEN);
  }

  @Test
  void truncatedPicturesAreDamaged() throws Exception {
    BufferedImage noise = noise(200, 200);
    for (byte[] whole : new byte[][] {jpeg(noise), png(noise), webp("lossy.webp")}) {
      for (int percent : new int[] {10, 50, 90}) {
        byte[] cut = Arrays.copyOf(whole, whole.length * percent / 100);
        assertRefused(cut, Reason.DAMAGED);
      }
    }
  }

  @Test
  void onlyTheEndMarkerMissingIsNoDamage() throws Exception {
    byte[] whole = jpeg(quarters());

    assertQuarters(render(Arrays.copyOf(whole, whole.length - 2)));
  }

  @Test
  void strayBytesBetweenSegmentsAreNoDamage() throws Exception {
    byte[] comment = SmallPictures.segment(0xfe, "a comment longer than it says");
    comment[3] = (byte) (comment[3] - 3);

    assertQuarters(render(SmallPictures.withSegments(jpeg(quarters()), comment)));
  }

  @Test
  void aBombIsRefusedOnItsHeaders() throws Exception {
    Path bomb = folder.resolve("bomb.png");
    writeBlackPng(bomb, 20_000, 20_000);
    assertThat(Files.size(bomb)).isLessThan(2_000_000);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    refusal(bomb);

    long before = threads.getCurrentThreadAllocatedBytes();
    PictureRefusedException refused = refusal(bomb);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
    assertThat(refused.width()).isEqualTo(20_000);
    assertThat(refused.height()).isEqualTo(20_000);
    assertThat(refused.limit()).isEqualTo(50_000_000);
    assertThat(allocated).isLessThan(1_000_000);
  }

  private static void writeBlackPng(Path target, int width, int height) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put(new byte[] {8, 2, 0, 0, 0});
    Path data = target.resolveSibling("data");
    try (OutputStream file = Files.newOutputStream(data);
        var deflate = new DeflaterOutputStream(file, new Deflater(9), 1 << 16)) {
      byte[] row = new byte[1 + 3 * width];
      for (int y = 0; y < height; y++) {
        deflate.write(row);
      }
    }
    try (OutputStream file = Files.newOutputStream(target)) {
      file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
      file.write(chunk("IHDR", header.array()));
      file.write(chunk("IDAT", Files.readAllBytes(data)));
      file.write(chunk("IEND", new byte[0]));
    }
  }

  @Test
  void theLimitIsTheLastSizeThatIsTaken() throws Exception {
    var limited = new PictureProcessor(new PictureLimits(64 * 48, 1_000_000));
    assertThat(limited.inspect(file(png(quarters()))).pixels()).isEqualTo(64 * 48);

    var stricter = new PictureProcessor(new PictureLimits(64 * 48 - 1, 1_000_000));
    assertThatThrownBy(() -> stricter.inspect(file(png(quarters()))))
        .hasMessage("64 x 48 pixels (expected: at most 3071 in all)");
  }

  @Test
  void headersThatPromiseMoreThanThereIsAreDamaged() throws Exception {
    byte[] lying = png(noise(64, 48));
    ByteBuffer.wrap(lying).putInt(16, 6400).putInt(20, 4800);
    CRC32 crc = new CRC32();
    crc.update(lying, 12, 17);
    ByteBuffer.wrap(lying).putInt(29, (int) crc.getValue());

    assertRefused(lying, Reason.DAMAGED);
  }

  @Test
  void sizesThatAreNoneAreDamaged() throws Exception {
    byte[] jpeg = jpeg(quarters());
    int frame = indexOfFrame(jpeg);
    jpeg[frame + 5] = 0;
    jpeg[frame + 6] = 0;
    assertRefused(jpeg, Reason.DAMAGED);

    byte[] png = png(quarters());
    ByteBuffer.wrap(png).putInt(16, -1);
    assertRefused(png, Reason.DAMAGED);
  }

  private static int indexOfFrame(byte[] jpeg) {
    int at = 0;
    while (jpeg[at] != (byte) 0xff || jpeg[at + 1] != (byte) 0xc0) {
      at++;
    }
    return at;
  }

  @Test
  void endlessScansAreRefusedBeforeDecoding() throws Exception {
    byte[] jpeg = jpeg(quarters());
    int scan = indexOf(jpeg, 0xda);
    int scanLength = jpeg.length - 2 - scan;
    ByteBuffer many = ByteBuffer.allocate(scan + 60 * scanLength + 2).put(jpeg, 0, scan);
    for (int i = 0; i < 60; i++) {
      many.put(jpeg, scan, scanLength);
    }
    many.put((byte) 0xff).put((byte) 0xd9);

    assertThat(refusal(many.array())).hasMessageContaining("more than 50 scans");
  }

  private static int indexOf(byte[] jpeg, int marker) {
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != marker) {
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
    }
    return at;
  }

  /** Whatever is in a file: a picture or a refusal, never another exception. */
  @Test
  void changedBytesGiveAPictureOrARefusal() throws Exception {
    Random random = new Random(20261121);
    byte[][] seeds = {
      SmallPictures.withSegments(jpeg(noise(40, 30)), SmallPictures.exifSegment(6)),
      png(quarters()),
      webp("lossy.webp"),
      webp("lossless.webp"),
      webp("transparent.webp"),
      webp("animated.webp"),
      webp("turned.webp")
    };
    for (int i = 0; i < 1_400; i++) {
      byte[] bytes = seeds[i % seeds.length].clone();
      int changes = 1 + random.nextInt(4);
      for (int c = 0; c < changes; c++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      renderOrRefuse(bytes);
    }
  }

  private void renderOrRefuse(byte[] bytes) throws IOException {
    try {
      processor.render(file(bytes), 20, target());
      assertThat(target()).isNotEmptyFile();
    } catch (PictureRefusedException refused) {
      assertThat(refused.reason()).isNotNull();
    }
  }

  private static BufferedImage noise(int width, int height) {
    Random random = new Random(1);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt());
    }
    return image;
  }
}
