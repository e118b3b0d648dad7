package tintype.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A snapshot to start from. Opening it checks all but the pages, which are checked as they are
 * read. Whatever is wrong with it is said by {@link SnapshotRefusedException}.
 */
public final class SnapshotFile implements AutoCloseable {
  private final FileChannel channel;
  private final Path path;
  private SnapshotHeader header;
  private int[] sums;
  private String identity;
  private byte[] note;
  private StateReader parts;

  /**
   * @throws SnapshotRefusedException where it is torn, damaged, of another layout or not readable
   */
  @SuppressWarnings("NullAway.Init")
  public SnapshotFile(Path path) {
    this.path = path;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        readState();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void readState() throws IOException {
    header = SnapshotHeader.decode(read(0, SnapshotHeader.BYTES), channel.size());
    long offset = SnapshotHeader.pageOffset(header.pages());
    ByteBuffer bytes = read(offset, Math.toIntExact(header.stateBytes()));
    if (SnapshotHeader.checksum(bytes) != header.stateSum()) {
      throw new SnapshotRefusedException("its state is damaged");
    }
    StateReader in = new StateReader(bytes);
    sums = in.getInts();
    parts = new StateReader(ByteBuffer.wrap(in.getBytes()));
    String layout = text(parts);
    if (!layout.equals(Core.LAYOUT)) {
      throw new SnapshotRefusedException(
          "its layout is " + layout + " (expected: " + Core.LAYOUT + ")");
    }
    identity = text(parts);
    note = parts.getBytes();
  }

  /** What the store was derived from, as its writer called it. */
  public String identity() {
    return identity;
  }

  /** What its writer wanted to be kept with it. */
  public byte[] note() {
    return note.clone();
  }

  /** The length of the file. */
  public long bytes() {
    return header.fileBytes();
  }

  int pages() {
    return header.pages();
  }

  /** What the parts have saved; to be read once. */
  StateReader parts() {
    return parts;
  }

  /** Fills a buffer with a page. */
  void read(int page, PageBuffer into) {
    try {
      readFully(SnapshotHeader.pageOffset(page), into.bytes().clear());
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (SnapshotHeader.checksum(into.bytes()) != sums[page]) {
      throw new SnapshotRefusedException("its page " + page + " is damaged");
    }
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    readFully(offset, bytes);
    return bytes;
  }

  private void readFully(long offset, ByteBuffer bytes) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        break;
      }
      at += read;
    }
    bytes.flip();
  }

  private SnapshotRefusedException unreadable(IOException e) {
    return new SnapshotRefusedException("it cannot be read: " + path + ": " + e, e);
  }

  private static String text(StateReader in) {
    return new String(in.getBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
