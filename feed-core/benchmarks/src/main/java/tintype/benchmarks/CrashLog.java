package tintype.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import tintype.benchmarks.CrashWorld.Change;
import tintype.benchmarks.CrashWorld.Kind;

/**
 * The changes in a file, 20 bytes each, written before they take effect: what the database's log is
 * to the feed. A record that a kill has cut short is not there.
 */
final class CrashLog implements AutoCloseable {
  private static final int RECORD = 20;
  private static final int READ_RECORDS = 10_000;

  private final FileChannel file;

  CrashLog(Path path) throws IOException {
    file =
        FileChannel.open(
            path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  /** How many whole changes it has. */
  long size() throws IOException {
    return file.size() / RECORD;
  }

  void append(long number, Change[] changes) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(RECORD * changes.length);
    for (Change change : changes) {
      bytes.putInt(change.kind().ordinal()).putLong(change.one()).putLong(change.other());
    }
    bytes.flip();
    long at = number * RECORD;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  /** Hands over each change from one number to another, exclusively. */
  void replay(long from, long to, Consumer<Change> consumer) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(RECORD * READ_RECORDS);
    for (long at = from; at < to; ) {
      int count = (int) Math.min(READ_RECORDS, to - at);
      bytes.clear().limit(count * RECORD);
      while (bytes.hasRemaining()) {
        if (file.read(bytes, at * RECORD + bytes.position()) < 0) {
          throw new IOException("the log ends before change " + to);
        }
      }
      bytes.flip();
      while (bytes.hasRemaining()) {
        consumer.accept(new Change(Kind.of(bytes.getInt()), bytes.getLong(), bytes.getLong()));
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
