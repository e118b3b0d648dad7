package tintype.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a snapshot is written to: a file, or in tests a disk that is full. */
interface SnapshotSink extends AutoCloseable {
  /** Opens a file for writing, emptied where it was there. */
  interface Opener {
    SnapshotSink open(Path file) throws IOException;
  }

  /** Writes all that remains in the buffer. */
  void write(ByteBuffer bytes, long offset) throws IOException;

  /** Returns once everything is on the disk. */
  void force() throws IOException;

  @Override
  void close() throws IOException;

  static SnapshotSink file(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    return new SnapshotSink() {
      @Override
      public void write(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
          at += channel.write(bytes, at);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(false);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
