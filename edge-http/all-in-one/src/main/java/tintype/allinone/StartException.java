package tintype.allinone;

import java.nio.file.FileSystemException;

/** Why the system cannot start, in one sentence for the person who started it. */
final class StartException extends RuntimeException {
  StartException(String sentence) {
    super(sentence);
  }

  StartException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** A file or folder that cannot be used as it must be. */
  static StartException unusable(FileSystemException cause) {
    String reason =
        cause.getReason() == null ? cause.getClass().getSimpleName() : cause.getReason();
    return new StartException(
        "Cannot use "
            + cause.getFile()
            + " ("
            + reason
            + "): give permission, or choose another folder with --data-dir=DIR.",
        cause);
  }
}
