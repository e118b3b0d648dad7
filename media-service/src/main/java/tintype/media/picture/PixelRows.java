package tintype.media.picture;

import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A decoded picture, row by row, as 8-bit samples in the picture's own colours: no colour model of
 * AWT gets between, which would bend greys and profiles. Palettes are looked up and transparency is
 * laid on white.
 */
final class PixelRows {

  private static final int WHITE = 255;

  private final Raster raster;
  private final int width;
  private final int stored;
  private final int channels;
  private final boolean alpha;
  private final int @Nullable [] palette;
  private final int maxSample;
  private final byte @Nullable [] byteRow;
  private final int[] row;

  /** Takes a raster and what its samples mean; null means that they are its channels. */
  PixelRows(Raster raster, @Nullable ColorModel model) {
    this.raster = raster;
    this.width = raster.getWidth();
    this.stored = raster.getNumBands();
    this.palette = palette(model);
    this.alpha = palette == null && model != null && model.hasAlpha();
    this.channels = palette != null ? 3 : stored - (alpha ? 1 : 0);
    SampleModel samples = raster.getSampleModel();
    this.maxSample = (1 << samples.getSampleSize(0)) - 1;
    boolean plainBytes =
        samples instanceof ComponentSampleModel && samples.getDataType() == DataBuffer.TYPE_BYTE;
    this.byteRow = plainBytes ? new byte[width * stored] : null;
    this.row = new int[width * stored];
  }

  /** The rows of a small picture. */
  static PixelRows of(Pixels pixels) {
    int channels = pixels.channels();
    int[] offsets = IntStream.range(0, channels).toArray();
    var samples = new DataBufferByte(pixels.samples(), pixels.samples().length);
    int width = pixels.width();
    return new PixelRows(
        Raster.createInterleavedRaster(
            samples, width, pixels.height(), width * channels, channels, offsets, null),
        null);
  }

  private static int @Nullable [] palette(@Nullable ColorModel model) {
    if (!(model instanceof IndexColorModel index)) {
      return null;
    }
    int[] argb = new int[index.getMapSize()];
    index.getRGBs(argb);
    return argb;
  }

  int width() {
    return width;
  }

  int height() {
    return raster.getHeight();
  }

  /** Returns 1 for grey, 3 for RGB, 4 for CMYK. */
  int channels() {
    return channels;
  }

  /** Reads a row into {@code target}, {@code width * channels} samples of 0..255. */
  void read(int y, int[] target) {
    load(raster.getMinY() + y);
    if (palette != null) {
      lookUp(palette, target);
    } else if (alpha) {
      layOnWhite(target);
    } else {
      System.arraycopy(row, 0, target, 0, row.length);
    }
  }

  private void load(int y) {
    if (byteRow == null) {
      raster.getPixels(raster.getMinX(), y, width, 1, row);
      scaleTo255();
      return;
    }
    raster.getDataElements(raster.getMinX(), y, width, 1, byteRow);
    for (int i = 0; i < row.length; i++) {
      row[i] = byteRow[i] & 0xff;
    }
  }

  private void scaleTo255() {
    if (maxSample == 255 || palette != null) {
      return;
    }
    for (int i = 0; i < row.length; i++) {
      row[i] = (int) ((row[i] * 255L + maxSample / 2) / maxSample);
    }
  }

  private void lookUp(int[] palette, int[] target) {
    for (int x = 0; x < width; x++) {
      // An index past the palette is black, as PNG decoders have it.
      int argb = row[x] < palette.length ? palette[row[x]] : 0xff000000;
      int opacity = argb >>> 24;
      target[3 * x] = onWhite(argb >> 16 & 0xff, opacity);
      target[3 * x + 1] = onWhite(argb >> 8 & 0xff, opacity);
      target[3 * x + 2] = onWhite(argb & 0xff, opacity);
    }
  }

  private void layOnWhite(int[] target) {
    for (int x = 0; x < width; x++) {
      int opacity = row[x * stored + channels];
      for (int c = 0; c < channels; c++) {
        target[x * channels + c] = onWhite(row[x * stored + c], opacity);
      }
    }
  }

  private static int onWhite(int sample, int opacity) {
    return (sample * opacity + WHITE * (255 - opacity) + 127) / 255;
  }
}
