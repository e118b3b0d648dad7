package tintype.media.picture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A picture's bytes by position. A position past the end is the picture's fault, so it is refused
 * as damaged; an {@link IOException} is the disk's.
 */
final class PictureFile implements Closeable {

  /** Headers are read in many small steps; one read of the disk serves most of them. */
  private static final int WINDOW_BYTES = 4096;

  private final FileChannel channel;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private long windowAt;

  private PictureFile(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  static PictureFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    return new PictureFile(channel, channel.size());
  }

  long size() {
    return size;
  }

  byte[] bytes(long at, int count) throws IOException, PictureRefusedException {
    if (at < 0 || count < 0 || at > size - count) {
      throw PictureRefusedException.damaged("it ends at byte " + size + ", before " + (at + count));
    }
    byte[] bytes = new byte[count];
    if (count > WINDOW_BYTES) {
      readFully(ByteBuffer.wrap(bytes), at);
    } else {
      moveWindow(at, count);
      window.get((int) (at - windowAt), bytes);
    }
    return bytes;
  }

  ByteBuffer buffer(long at, int count) throws IOException, PictureRefusedException {
    return ByteBuffer.wrap(bytes(at, count)).order(ByteOrder.BIG_ENDIAN);
  }

  int u8(long at) throws IOException, PictureRefusedException {
    return buffer(at, 1).get() & 0xff;
  }

  int u16(long at) throws IOException, PictureRefusedException {
    return buffer(at, 2).getShort() & 0xffff;
  }

  /** Reads up to {@code count} bytes from a position that exists, as decoders ask for them. */
  int read(long at, byte[] target, int offset, int count) throws IOException {
    return channel.read(ByteBuffer.wrap(target, offset, count), at);
  }

  private void moveWindow(long at, int count) throws IOException {
    if (at >= windowAt && at + count <= windowAt + window.limit()) {
      return;
    }
    windowAt = at;
    window.clear().limit((int) Math.min(WINDOW_BYTES, size - at));
    readFully(window, at);
    window.position(0);
  }

  private void readFully(ByteBuffer target, long at) throws IOException {
    int start = target.position();
    while (target.hasRemaining()) {
      if (channel.read(target, at + target.position() - start) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
