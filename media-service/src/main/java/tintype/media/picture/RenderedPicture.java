package tintype.media.picture;

/**
 * A rendition that was written.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param bytes that were written
 * @param contentType always {@code image/jpeg}
 */
public record RenderedPicture(int width, int height, long bytes, String contentType) {}
