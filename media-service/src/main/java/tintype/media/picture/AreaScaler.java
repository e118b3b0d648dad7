package tintype.media.picture;

import java.util.Arrays;

/**
 * Makes pictures smaller: every new pixel is the mean of the area that it covers, so nothing is
 * skipped and fine patterns do not turn into coarse ones. Reads each source row once.
 */
final class AreaScaler {

  private final PixelRows source;
  private final int width;
  private final int height;
  private final int channels;
  private final int[] targetOf;
  private final float[] shareOf;
  private final float[] sums;
  private final byte[] samples;

  private AreaScaler(PixelRows source, int width, int height) {
    this.source = source;
    this.width = width;
    this.height = height;
    this.channels = source.channels();
    this.targetOf = new int[source.width()];
    this.shareOf = new float[source.width()];
    for (int x = 0; x < source.width(); x++) {
      targetOf[x] = target(x, source.width(), width);
      shareOf[x] = share(x, source.width(), width);
    }
    // A source pixel may spill over into the next one; behind the last there is none.
    this.sums = new float[(width + 1) * channels];
    this.samples = new byte[width * height * channels];
  }

  /** Scales to a size that is at most the source's, in both directions. */
  static Pixels scale(PixelRows source, int width, int height) {
    AreaScaler scaler = new AreaScaler(source, width, height);
    scaler.run();
    return new Pixels(width, height, scaler.channels, scaler.samples);
  }

  /** Returns which target pixel the left edge of source pixel x falls into. */
  private static int target(int x, int from, int to) {
    return (int) ((long) x * to / from);
  }

  /**
   * Returns how much of source pixel x, 0..1, lies in that target pixel; the rest is the next's.
   */
  private static float share(int x, int from, int to) {
    double targetsEdge = (target(x, from, to) + 1) * (double) from / to;
    return (float) Math.min(1, targetsEdge - x);
  }

  private void run() {
    int[] row = new int[source.width() * channels];
    float[] rowSums = new float[sums.length];
    int writing = 0;
    for (int y = 0; y < source.height(); y++) {
      source.read(y, row);
      addUp(row, rowSums);
      float share = share(y, source.height(), height);
      boolean ends = y + 1 == source.height() || target(y + 1, source.height(), height) > writing;
      add(rowSums, share);
      if (ends) {
        write(writing++);
        add(rowSums, 1 - share);
      }
    }
  }

  private void addUp(int[] row, float[] rowSums) {
    Arrays.fill(rowSums, 0);
    int at = 0;
    for (int x = 0; x < targetOf.length; x++) {
      int to = targetOf[x] * channels;
      float share = shareOf[x];
      for (int c = 0; c < channels; c++) {
        int sample = row[at++];
        rowSums[to + c] += sample * share;
        if (share < 1) {
          rowSums[to + channels + c] += sample * (1 - share);
        }
      }
    }
  }

  private void add(float[] rowSums, float weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += rowSums[i] * weight;
    }
  }

  private void write(int y) {
    float perPixel = (float) ((double) width * height / source.width() / source.height());
    int to = y * width * channels;
    for (int i = 0; i < width * channels; i++) {
      samples[to + i] = (byte) Math.min(255, Math.round(sums[i] * perPixel));
    }
    Arrays.fill(sums, 0);
  }
}
