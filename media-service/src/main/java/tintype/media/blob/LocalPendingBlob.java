package tintype.media.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Writes the same bytes to a temp file of every replica. */
final class LocalPendingBlob extends PendingBlob {

  private record Copy(Replica replica, Path tempFile, FileChannel channel) {}

  private final List<Copy> copies = new ArrayList<>();
  private final long maxBytes;
  private final MessageDigest digest = sha256Digest();
  private long size;
  private boolean open = true;

  private LocalPendingBlob(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  static LocalPendingBlob begin(List<Replica> replicas, long maxBytes) throws IOException {
    LocalPendingBlob blob = new LocalPendingBlob(maxBytes);
    try {
      for (Replica replica : replicas) {
        Path tempFile = replica.newTempFile();
        FileChannel channel =
            FileChannel.open(tempFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        blob.copies.add(new Copy(replica, tempFile, channel));
      }
      return blob;
    } catch (IOException e) {
      blob.close();
      throw e;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    checkOpen();
    if (length > maxBytes - size) {
      throw new BlobTooLargeException(maxBytes);
    }
    try {
      writeToAll(bytes, offset, length);
    } catch (IOException e) {
      close(); // The copies may differ now; none of them must become the blob.
      throw e;
    }
    digest.update(bytes, offset, length);
    size += length;
  }

  private void writeToAll(byte[] bytes, int offset, int length) throws IOException {
    for (Copy copy : copies) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      while (buffer.hasRemaining()) {
        copy.channel().write(buffer);
      }
    }
  }

  @Override
  public Path file() {
    checkOpen();
    return copies.getFirst().tempFile();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public byte[] sha256() {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  @Override
  public void commit(BlobName name) throws IOException {
    checkOpen();
    List<Replica> published = new ArrayList<>();
    try {
      for (Copy copy : copies) {
        copy.channel().force(true);
      }
      for (Copy copy : copies) {
        copy.replica().publish(copy.tempFile(), name);
        published.add(copy.replica());
      }
    } catch (IOException e) {
      takeBack(published, name, e);
      throw e;
    } finally {
      close();
    }
  }

  /** A name on some replicas only would be refused at the next try. */
  private static void takeBack(List<Replica> published, BlobName name, IOException failure) {
    for (Replica replica : published) {
      try {
        replica.delete(name);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    open = false;
    for (Copy copy : copies) {
      copy.channel().close();
      Files.deleteIfExists(copy.tempFile());
    }
    copies.clear();
  }

  private void checkOpen() {
    if (!open) {
      throw new IllegalStateException("the blob was committed or closed before");
    }
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
