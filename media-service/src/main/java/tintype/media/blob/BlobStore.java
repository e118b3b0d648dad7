package tintype.media.blob;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Keeps bytes under names. A blob is written once and never changed; it exists wholly or not at
 * all. Thread-safe.
 *
 * <p>What returned normally survives loss of power. What threw may or may not have happened, and
 * can be repeated.
 */
public interface BlobStore extends Closeable {

  /** A second name for a blob. */
  record Link(BlobName from, BlobName to) {}

  /**
   * Begins a blob of at most {@code maxBytes}. Nothing of it can be opened before {@link
   * PendingBlob#commit}.
   */
  PendingBlob begin(long maxBytes) throws IOException;

  /**
   * Stores the bytes of {@code from} under {@code to} as well, without sending them again; each
   * name is deleted on its own. A repeat changes nothing.
   *
   * @throws BlobNotFoundException if there is no {@code from}
   * @throws BlobExistsException if {@code to} holds other bytes
   */
  default void link(BlobName from, BlobName to) throws IOException {
    linkAll(List.of(new Link(from, to)));
  }

  /**
   * Links many, at much less than the price of each; in order, and not atomically: after a failure
   * those before it may be there. May be repeated as a whole.
   */
  void linkAll(List<Link> links) throws IOException;

  /**
   * Opens a blob for reading from its first byte.
   *
   * @throws BlobNotFoundException if there is none
   */
  default InputStream open(BlobName name) throws IOException {
    return open(name, 0);
  }

  /**
   * Opens a blob for reading from byte {@code offset} on; at its size or past it there is nothing
   * to read.
   *
   * @throws BlobNotFoundException if there is none
   */
  InputStream open(BlobName name, long offset) throws IOException;

  /**
   * Returns the size in bytes.
   *
   * @throws BlobNotFoundException if there is none
   */
  long size(BlobName name) throws IOException;

  /** Returns whether there is such a blob. */
  boolean exists(BlobName name) throws IOException;

  /** Deletes a blob; without one nothing happens. Who reads it at that time reads on. */
  void delete(BlobName name) throws IOException;
}
