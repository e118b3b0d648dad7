package tintype.media.picture;

import java.util.List;

/**
 * What was made of one picture.
 *
 * @param renditions in the order asked
 * @param blurhash a blurred stand-in of some 28 characters (https://blurha.sh)
 */
public record RenderedPictures(List<RenderedPicture> renditions, String blurhash) {}
