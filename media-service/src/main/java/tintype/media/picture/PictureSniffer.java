package tintype.media.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells what a file is by its first bytes, and has it taken apart. */
final class PictureSniffer {

  private static final int HEAD_BYTES = 16;

  private final PictureLimits limits;

  PictureSniffer(PictureLimits limits) {
    this.limits = limits;
  }

  PixelSource sniff(PictureFile file) throws IOException, PictureRefusedException {
    if (file.size() == 0) {
      throw PictureRefusedException.empty();
    }
    String head = latin1(file.bytes(0, (int) Math.min(HEAD_BYTES, file.size())));
    PixelSource source = parse(head, file);
    PictureInfo info = source.info();
    if (info.pixels() > limits.maxPixels()) {
      throw PictureRefusedException.tooManyPixels(info.width(), info.height(), limits.maxPixels());
    }
    return source;
  }

  private static PixelSource parse(String head, PictureFile file)
      throws IOException, PictureRefusedException {
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return JpegParser.parse(file);
    }
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return PngParser.parse(file);
    }
    if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
      return WebpParser.parse(file);
    }
    throw PictureRefusedException.typeNotTaken(name(head));
  }

  /** Names what people try most, so that the refusal tells them something. */
  private static String name(String head) {
    if (head.startsWith("ftyp", 4) && head.length() >= 12) {
      return switch (head.substring(8, 12)) {
        case "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1" -> "image/heic";
        case "avif", "avis" -> "image/avif";
        default -> "a video or another ISO media file";
      };
    }
    if (head.startsWith("GIF8")) {
      return "image/gif";
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return "image/tiff";
    }
    return head.startsWith("BM") ? "image/bmp" : "this kind of file";
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
