package tintype.media.blob;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A process's own folder for unfinished files. It holds a lock on it, which ends with the process
 * however that dies; a folder without a lock is a dead one's and is removed at the next start.
 * Several processes may share a store, so whatever is locked is left alone.
 */
final class TempFolder implements Closeable {

  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;

  private TempFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Removes what the dead left in {@code parent} and makes a new folder there. */
  static TempFolder open(Path parent) throws IOException {
    Files.createDirectories(parent);
    // Cleaning and making are one step among processes, or one would clean another's unlocked
    // folder.
    try (FileChannel all = lockFile(parent.resolve(LOCK))) {
      synchronized (TempFolder.class) {
        all.lock();
        removeDead(parent);
        return make(parent);
      }
    }
  }

  private static TempFolder make(Path parent) throws IOException {
    Path path = Files.createDirectory(parent.resolve(UUID.randomUUID().toString()));
    FileChannel lock = lockFile(path.resolve(LOCK));
    lock.lock();
    return new TempFolder(path, lock);
  }

  private static void removeDead(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, Files::isDirectory)) {
      for (Path folder : folders) {
        if (isDead(folder)) {
          removeAll(folder);
        }
      }
    }
  }

  private static boolean isDead(Path folder) throws IOException {
    try (FileChannel lock = lockFile(folder.resolve(LOCK))) {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // This very process has it.
    }
  }

  private static void removeAll(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static FileChannel lockFile(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    removeAll(path);
    lock.close();
  }
}
