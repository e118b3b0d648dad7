package tintype.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A file whose writer is held up after so many writes, or meets a full disk there. */
final class GatedSink {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final int writesBefore;
  private volatile boolean full;
  private int writes;

  GatedSink(int writesBefore) {
    this.writesBefore = writesBefore;
  }

  SnapshotSink open(Path file) throws IOException {
    SnapshotSink sink = SnapshotSink.file(file);
    return new SnapshotSink() {
      @Override
      public void write(ByteBuffer bytes, long offset) throws IOException {
        if (writes++ >= writesBefore) {
          pass();
        }
        sink.write(bytes, offset);
      }

      @Override
      public void force() throws IOException {
        sink.force();
      }

      @Override
      public void close() throws IOException {
        reached.countDown();
        sink.close();
      }
    };
  }

  private void pass() throws IOException {
    reached.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    if (full) {
      throw new IOException("No space left on device");
    }
  }

  /** Returns once so many writes are made, or all. */
  void awaitReached() throws InterruptedException {
    reached.await();
  }

  void release() {
    released.countDown();
  }

  /** From here on no write succeeds. */
  void fillDisk() {
    full = true;
    release();
  }
}
