package tintype.media.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * A small picture in memory: {@code width * height * channels} samples, row by row, channels
 * together.
 */
record Pixels(int width, int height, int channels, byte[] samples) {

  /** Returns the picture as people should see it, given its EXIF orientation, 1..8. */
  Pixels upright(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean swap = orientation >= 5;
    int newWidth = swap ? height : width;
    int newHeight = swap ? width : height;
    byte[] turned = new byte[samples.length];
    int to = 0;
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int from = source(orientation, x, y) * channels;
        for (int c = 0; c < channels; c++) {
          turned[to++] = samples[from + c];
        }
      }
    }
    return new Pixels(newWidth, newHeight, channels, turned);
  }

  /** The picture as encoders take it; of three channels only. */
  BufferedImage image() {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = samples[i + 2];
      bgr[i + 1] = samples[i + 1];
      bgr[i + 2] = samples[i];
    }
    return image;
  }

  /** Returns the index of the stored pixel that belongs at x, y of the upright picture. */
  private int source(int orientation, int x, int y) {
    int right = width - 1;
    int bottom = height - 1;
    return switch (orientation) {
      case 2 -> index(right - x, y);
      case 3 -> index(right - x, bottom - y);
      case 4 -> index(x, bottom - y);
      case 5 -> index(y, x);
      case 6 -> index(y, bottom - x);
      case 7 -> index(right - y, bottom - x);
      case 8 -> index(right - y, x);
      default -> index(x, y);
    };
  }

  private int index(int x, int y) {
    return y * width + x;
  }
}
