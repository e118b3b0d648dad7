package tintype.media.picture;

/**
 * A picture as 28 characters: the lowest frequencies of its light, which a client paints while the
 * picture loads. After the published description of BlurHash (github.com/woltapp/blurhash,
 * Algorithm.md).
 */
final class Blurhash {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

  private static final float[] LINEAR = new float[256];

  static {
    for (int i = 0; i < 256; i++) {
      double v = i / 255.0;
      LINEAR[i] = (float) (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    }
  }

  private Blurhash() {}

  /**
   * Encodes sRGB pixels; costs their number times the components, so few should do.
   *
   * @param columns of components, 1..9
   * @param rows of components, 1..9
   */
  static String of(Pixels rgb, int columns, int rows) {
    double[][] components = new double[columns * rows][];
    double max = 0;
    for (int i = 0; i < components.length; i++) {
      components[i] = component(rgb, i % columns, i / columns);
      max = i == 0 ? 0 : Math.max(max, largest(components[i]));
    }

    StringBuilder hash = new StringBuilder();
    append(hash, columns - 1 + (rows - 1) * 9, 1);
    int quantised =
        components.length == 1 ? 0 : (int) Math.clamp(Math.floor(max * 166 - 0.5), 0, 82);
    append(hash, quantised, 1);
    append(hash, average(components[0]), 4);
    for (int i = 1; i < components.length; i++) {
      append(hash, frequency(components[i], (quantised + 1) / 166.0), 2);
    }
    return hash.toString();
  }

  /** The cosine transform of the light at one frequency, for each of the three colours. */
  private static double[] component(Pixels rgb, int i, int j) {
    double[] sums = new double[3];
    byte[] samples = rgb.samples();
    int at = 0;
    for (int y = 0; y < rgb.height(); y++) {
      double down = Math.cos(Math.PI * j * y / rgb.height());
      for (int x = 0; x < rgb.width(); x++) {
        double basis = down * Math.cos(Math.PI * i * x / rgb.width());
        for (int c = 0; c < 3; c++) {
          sums[c] += basis * LINEAR[samples[at++] & 0xff];
        }
      }
    }
    double scale = (i == 0 && j == 0 ? 1.0 : 2.0) / (rgb.width() * rgb.height());
    return new double[] {sums[0] * scale, sums[1] * scale, sums[2] * scale};
  }

  private static double largest(double[] component) {
    double largest = 0;
    for (double value : component) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static int average(double[] component) {
    return srgb(component[0]) << 16 | srgb(component[1]) << 8 | srgb(component[2]);
  }

  private static int srgb(double linear) {
    double v = Math.clamp(linear, 0, 1);
    double curved = v <= 0.0031308 ? v * 12.92 : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
    return (int) (curved * 255 + 0.5);
  }

  private static int frequency(double[] component, double max) {
    int digits = 0;
    for (double value : component) {
      double root = Math.copySign(Math.sqrt(Math.abs(value / max)), value);
      digits = digits * 19 + (int) Math.clamp(Math.floor(root * 9 + 9.5), 0, 18);
    }
    return digits;
  }

  private static void append(StringBuilder hash, int value, int length) {
    int divisor = (int) Math.pow(DIGITS.length(), length - 1);
    for (int i = 0; i < length; i++) {
      hash.append(DIGITS.charAt(value / divisor % DIGITS.length()));
      divisor /= DIGITS.length();
    }
  }
}
