package tintype.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes one snapshot: to a file beside the target, which takes the target's name once all of it is
 * on the disk. So the target is a whole snapshot at any time, the one before or this one.
 */
final class SnapshotWriter {
  /** Written between two waits for the disk, so that dirty memory stays small and stalls short. */
  private static final long FORCE_BYTES = 64L << 20;

  private final PagesOfAMoment moment;
  private final byte[] state;
  private final Path target;
  private final SnapshotSink.Opener opener;
  private final int[] sums;

  /**
   * @param state what follows the pages' checksums, as it was at the moment
   */
  SnapshotWriter(PagesOfAMoment moment, byte[] state, Path target, SnapshotSink.Opener opener) {
    this.moment = moment;
    this.state = state;
    this.target = target;
    this.opener = opener;
    this.sums = new int[moment.count()];
  }

  /** Returns the length of the file in bytes. */
  long write() throws IOException, InterruptedException {
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    try {
      long bytes;
      try (SnapshotSink sink = opener.open(fresh)) {
        writePages(sink);
        bytes = writeState(sink);
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      forceFolder();
      return bytes;
    } finally {
      moment.end();
      Files.deleteIfExists(fresh);
    }
  }

  private void writePages(SnapshotSink sink) throws IOException, InterruptedException {
    long unforced = 0;
    PagesOfAMoment.Copy copy;
    while ((copy = moment.fetch()) != null) {
      ByteBuffer bytes = copy.buffer().bytes();
      sums[copy.page()] = SnapshotHeader.checksum(bytes);
      sink.write(bytes, SnapshotHeader.pageOffset(copy.page()));
      moment.release(copy);
      unforced += Pages.PAGE_BYTES;
      if (unforced >= FORCE_BYTES) {
        sink.force();
        unforced = 0;
      }
    }
    moment.end();
  }

  private long writeState(SnapshotSink sink) throws IOException {
    StateWriter out = new StateWriter();
    out.putInts(sums, sums.length);
    out.putBytes(state);
    ByteBuffer bytes = ByteBuffer.wrap(out.toBytes());
    SnapshotHeader header =
        new SnapshotHeader(sums.length, bytes.remaining(), SnapshotHeader.checksum(bytes));
    sink.write(bytes, SnapshotHeader.pageOffset(sums.length));
    sink.write(header.encode(), 0);
    sink.force();
    return header.fileBytes();
  }

  /** Else the new name might not outlive a loss of power. */
  private void forceFolder() throws IOException {
    try (FileChannel folder =
        FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
