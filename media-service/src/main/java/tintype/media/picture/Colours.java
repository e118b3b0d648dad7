package tintype.media.picture;

import org.jspecify.annotations.Nullable;
import tintype.media.picture.PixelSource.Inks;

/**
 * A small RGB picture and the profile that it is to be read by; without one it is sRGB.
 *
 * @param rgb three channels
 * @param icc to embed, or null
 */
record Colours(Pixels rgb, byte @Nullable [] icc) {

  /** What one APP2 segment holds. Cameras' and phones' profiles have 0.5 to 4 KB. */
  private static final int MAX_EMBEDDED_BYTES = 65_519;

  /**
   * Keeps RGB samples and their profile. Grey and CMYK, and RGB with a profile too big for a
   * thumbnail to carry, are converted to sRGB through their profile.
   */
  static Colours of(Pixels pixels, PixelSource source) {
    IccProfile profile = fitting(source.icc(), pixels.channels());
    if (pixels.channels() == 4) {
      return ofInks(pixels, source.inks(), profile);
    }
    if (pixels.channels() == 1) {
      byte[] srgb = profile == null ? null : profile.toSrgb(pixels);
      return new Colours(srgb == null ? repeat(pixels) : rgb(pixels, srgb), null);
    }
    if (profile == null) {
      return new Colours(pixels, null);
    }
    byte[] embedded = profile.withoutPrivateTags();
    if (embedded.length > MAX_EMBEDDED_BYTES) {
      byte[] srgb = profile.toSrgb(pixels);
      return new Colours(srgb == null ? pixels : rgb(pixels, srgb), null);
    }
    return new Colours(pixels, embedded);
  }

  /** The pixels as sRGB, as good as the profile allows. */
  Pixels inSrgb() {
    IccProfile profile = fitting(icc, 3);
    byte[] srgb = profile == null ? null : profile.toSrgb(rgb);
    return srgb == null ? rgb : rgb(rgb, srgb);
  }

  private static @Nullable IccProfile fitting(byte @Nullable [] icc, int channels) {
    IccProfile profile = IccProfile.of(icc);
    return profile != null && profile.channels() == channels ? profile : null;
  }

  private static Colours ofInks(Pixels pixels, Inks inks, @Nullable IccProfile profile) {
    byte[] cmyk = pixels.samples();
    if (inks == Inks.INVERTED_YCCK) {
      toCmy(cmyk);
    }
    if (inks != Inks.PLAIN) {
      for (int i = 0; i < cmyk.length; i++) {
        cmyk[i] = (byte) ~cmyk[i];
      }
    }
    byte[] srgb = profile == null ? null : profile.toSrgb(pixels);
    return new Colours(rgb(pixels, srgb == null ? inksWithoutProfile(cmyk) : srgb), null);
  }

  /** YCbCr to the three inverted inks (T.871, section 7), in place. */
  private static void toCmy(byte[] ycck) {
    for (int i = 0; i < ycck.length; i += 4) {
      double y = ycck[i] & 0xff;
      double cb = (ycck[i + 1] & 0xff) - 128;
      double cr = (ycck[i + 2] & 0xff) - 128;
      ycck[i] = clamp(y + 1.402 * cr);
      ycck[i + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
      ycck[i + 2] = clamp(y + 1.772 * cb);
    }
  }

  private static byte clamp(double value) {
    return (byte) Math.clamp(Math.round(value), 0, 255);
  }

  private static byte[] inksWithoutProfile(byte[] cmyk) {
    byte[] rgb = new byte[cmyk.length / 4 * 3];
    for (int i = 0, j = 0; i < cmyk.length; i += 4) {
      int light = 255 - (cmyk[i + 3] & 0xff);
      for (int c = 0; c < 3; c++) {
        rgb[j++] = (byte) ((255 - (cmyk[i + c] & 0xff)) * light / 255);
      }
    }
    return rgb;
  }

  private static Pixels repeat(Pixels grey) {
    byte[] rgb = new byte[grey.samples().length * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = grey.samples()[i / 3];
    }
    return rgb(grey, rgb);
  }

  private static Pixels rgb(Pixels size, byte[] samples) {
    return new Pixels(size.width(), size.height(), 3, samples);
  }
}
