package tintype.media.picture;

/**
 * What a picture's headers say of it.
 *
 * @param type what the bytes are, whatever they were called
 * @param width of the pixels as stored, before the orientation is applied
 * @param height of the pixels as stored, before the orientation is applied
 * @param orientation as EXIF numbers it, 1..8; 1, upright, where none or a wrong one is given
 * @param hasIccProfile whether a readable colour profile is in the file
 */
public record PictureInfo(
    PictureType type, int width, int height, int orientation, boolean hasIccProfile) {

  public PictureInfo {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("size: " + width + "x" + height + " (expected: > 0)");
    }
    if (orientation < 1 || orientation > 8) {
      throw new IllegalArgumentException("orientation: " + orientation + " (expected: 1..8)");
    }
  }

  /** Returns the number of pixels, which may exceed an int. */
  public long pixels() {
    return (long) width * height;
  }

  /** Returns whether being upright swaps width and height. */
  public boolean liesOnItsSide() {
    return orientation >= 5;
  }

  /** Returns the width that people see. */
  public int uprightWidth() {
    return liesOnItsSide() ? height : width;
  }

  /** Returns the height that people see. */
  public int uprightHeight() {
    return liesOnItsSide() ? width : height;
  }
}
