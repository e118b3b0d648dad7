package tintype.media.picture;

/**
 * The bounds that keep pictures from eating the heap.
 *
 * @param maxPixels of one picture; more is refused on its headers
 * @param maxDecodingBytes that all pictures being decoded at one time may take together, by an
 *     estimate made before decoding; others wait their turn. A picture that alone needs more is
 *     decoded with pixels left out, if so many are not wanted anyway, and runs alone
 */
public record PictureLimits(long maxPixels, long maxDecodingBytes) {

  /** 50 megapixels, 150 MB as a JPEG, and at once a third of what this process may have as heap. */
  public static final PictureLimits DEFAULT =
      new PictureLimits(50_000_000, Runtime.getRuntime().maxMemory() / 3);

  public PictureLimits {
    if (maxPixels < 1 || maxPixels > 500_000_000) {
      throw new IllegalArgumentException(
          "maxPixels: " + maxPixels + " (expected: 1..500,000,000, what one array can hold)");
    }
    if (maxDecodingBytes < 1_000_000) {
      throw new IllegalArgumentException(
          "maxDecodingBytes: " + maxDecodingBytes + " (expected: >= 1,000,000)");
    }
  }
}
