package tintype.media.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture taken apart: what its headers say, and the stretches of the file that make pixels.
 * Decoders are shown those stretches and nothing else.
 *
 * @param icc the colour profile as embedded, or null
 * @param channels of colour: 1 grey, 3 RGB, 4 CMYK
 * @param bytesPerPixel of what decoding returns
 * @param workBytesPerPixel that the decoder needs beside that, on the heap or off it
 * @param inks how the four channels of a CMYK picture are written
 * @param pixels what to decode, in order
 */
record PixelSource(
    PictureInfo info,
    byte @Nullable [] icc,
    int channels,
    int bytesPerPixel,
    int workBytesPerPixel,
    Inks inks,
    List<Part> pixels) {

  /** How a picture with four channels says its inks. */
  enum Inks {
    /** It has none: grey or RGB. */
    NONE,
    /** 255 is full ink. */
    PLAIN,
    /** 255 is no ink, as Adobe writes it. */
    INVERTED,
    /** Inverted, and CMY written as YCbCr. */
    INVERTED_YCCK
  }

  /** Estimates what decoding every {@code step}-th pixel of every {@code step}-th row takes. */
  long bytes(int step) {
    return info.pixels() * bytesPerPixel / step / step + info.pixels() * workBytesPerPixel;
  }

  /** A stretch of the file, or, where {@code made} is not null, bytes put in its place. */
  record Part(byte @Nullable [] made, long at, long length) {

    static Part of(byte[] made) {
      return new Part(made, 0, made.length);
    }

    static Part of(long at, long length) {
      return new Part(null, at, length);
    }
  }
}
