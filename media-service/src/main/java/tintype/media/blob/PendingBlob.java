package tintype.media.blob;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A blob being written. Hashes and counts on the way. Closing it without a commit leaves nothing.
 * Not thread-safe.
 */
public abstract class PendingBlob extends OutputStream {

  /**
   * Appends bytes.
   *
   * @throws BlobTooLargeException if they would be more than allowed; nothing of this call is kept
   * @throws IOException if the disk fails; the blob is closed then
   */
  @Override
  public abstract void write(byte[] bytes, int offset, int length) throws IOException;

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /** Returns the bytes so far, as a file on the local disk that ends with this object. */
  public abstract Path file();

  /** Returns how many bytes were written so far. */
  public abstract long size();

  /** Returns the SHA-256 of the bytes so far, 32 bytes. */
  public abstract byte[] sha256();

  /**
   * Makes it a blob; returns once that is durable on every replica. Ends the writing, whatever
   * comes of it.
   *
   * @throws BlobExistsException if the name is taken; what was there is untouched
   * @throws IllegalStateException if committed or closed before
   */
  public abstract void commit(BlobName name) throws IOException;

  /** Drops what was not committed. */
  @Override
  public abstract void close() throws IOException;
}
