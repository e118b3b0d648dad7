package tintype.allinone;

import java.util.UUID;
import tintype.media.v1.Media;

/** One of the public ways to write. */
interface Door {
  /** It is not known whether it took effect, or it did not: a repeat settles it. */
  final class UnansweredException extends RuntimeException {
    UnansweredException(Throwable cause) {
      super(cause);
    }
  }

  /** The system said no. */
  final class RefusedException extends RuntimeException {
    RefusedException(String answer) {
      super(answer);
    }
  }

  Media upload(long account, byte[] picture, UUID requestId);

  /** The post's id. */
  String createPost(long account, String mediaId, String caption, UUID requestId);

  void deletePost(long account, String postId);

  void follow(long account, long other);

  void unfollow(long account, long other);
}
