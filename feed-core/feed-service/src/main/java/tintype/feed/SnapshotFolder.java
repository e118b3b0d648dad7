package tintype.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folder of the snapshots, held by one index at a time: the lock dies with the process. */
final class SnapshotFolder implements AutoCloseable {
  /** Of this JVM: closing any channel to a lock's file would give the JVM's lock away. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** Who follows whom is nobody else's business. */
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path path;
  private final FileChannel lock;

  private SnapshotFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder if it is not there, and takes it.
   *
   * @throws IOException where it cannot be used, or another index has it
   */
  static SnapshotFolder take(Path given) throws IOException {
    Path path =
        Files.createDirectories(given.toAbsolutePath().normalize(), OWNER_ONLY).toRealPath();
    if (!HELD.add(path)) {
      throw new IOException(path + " is used by another index of this process");
    }
    try {
      return new SnapshotFolder(path, lock(path));
    } catch (IOException | RuntimeException e) {
      HELD.remove(path);
      throw e;
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    if (!taken) {
      throw new IOException(path + " is used by another process");
    }
    return channel;
  }

  /** The last snapshot, where there is one. */
  Path file() {
    return path.resolve("index.snapshot");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD.remove(path);
    }
  }
}
