package tintype.media.blob;

import java.io.IOException;

/** More bytes were written than the caller of {@link BlobStore#begin} allowed. */
public final class BlobTooLargeException extends IOException {

  private final long limit;

  BlobTooLargeException(long limit) {
    super("more than " + limit + " bytes");
    this.limit = limit;
  }

  /** Returns the most bytes allowed. */
  public long limit() {
    return limit;
  }
}
