package tintype.media;

import java.util.List;
import java.util.Optional;
import tintype.media.v1.Media.Kind;
import tintype.media.v1.Media.State;
import tintype.platform.rpc.IdText.Owned;

/**
 * A row of table media.
 *
 * @param ref its id and its owner
 * @param postId the post that it is in; 0 while in none
 * @param width of the upright picture, in pixels
 * @param height of the upright picture, in pixels
 * @param original what was uploaded
 * @param renditions what is shown, widest first, at least one
 * @param blurhash a blurred stand-in, empty where there is none
 * @param avatar whether it was kept as an avatar, so that no post can take it
 */
record MediaRow(
    Owned ref,
    long postId,
    State state,
    Kind kind,
    int width,
    int height,
    Original original,
    String altText,
    long createMicros,
    List<Rendition> renditions,
    String blurhash,
    boolean avatar) {

  /** The bytes as they were uploaded; they never leave the server. */
  record Original(String contentType, long bytes, byte[] sha256) {}

  /**
   * A width that the server made.
   *
   * @param jpeg what everybody can show
   * @param webp the same in fewer bytes, where there is one
   */
  record Rendition(String name, int width, int height, Encoding jpeg, Optional<Encoding> webp) {
    List<Encoding> encodings() {
      return webp.map(smaller -> List.of(jpeg, smaller)).orElse(List.of(jpeg));
    }
  }

  /**
   * The bytes of a rendition.
   *
   * @param part how they are named among the media's blobs
   * @param sha256 of its bytes; empty where it was made before that was kept
   */
  record Encoding(String part, String contentType, long bytes, byte[] sha256) {
    static Encoding webp(String rendition, long bytes, byte[] sha256) {
      return new Encoding(rendition + ".webp", "image/webp", bytes, sha256);
    }
  }

  /** The same picture as a media of its own, in a post. */
  MediaRow copiedTo(Owned copy, long post, long micros) {
    return new MediaRow(
        copy,
        post,
        state,
        kind,
        width,
        height,
        original,
        altText,
        micros,
        renditions,
        blurhash,
        false);
  }

  /** The rendition of this name, if it has it. */
  Optional<Rendition> rendition(String name) {
    return renditions.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  boolean isInPost() {
    return postId != 0;
  }

  /** The post that it is in. */
  Owned post() {
    return new Owned(postId, ref.owner());
  }
}
