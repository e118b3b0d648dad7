package tintype.media.picture;

/**
 * A rendition that was written.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param bytes that were written
 * @param contentType always {@code image/jpeg}
 * @param webpBytes that were written of the same as WebP; 0 where it was not wanted, has no room in
 *     the format, would be no smaller, or there is no encoder
 */
public record RenderedPicture(
    int width, int height, long bytes, String contentType, long webpBytes) {}
