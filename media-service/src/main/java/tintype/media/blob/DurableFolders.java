package tintype.media.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes folders whose own entries are on disk. That a folder can be seen says nothing: another
 * thread, or a process that died, may have made it and not forced its parent yet. So each is forced
 * once in the life of this object, and all who need it wait for that.
 */
final class DurableFolders {

  private final ConcurrentHashMap<Path, Boolean> known = new ConcurrentHashMap<>();

  /** Makes a store's own folder, with all above that are missing, durably. */
  static Path makeRoot(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      return absolute;
    }
    if (!Files.isDirectory(absolute)) {
      makeRoot(parent);
      Files.createDirectories(absolute);
    }
    // Also where it was there: see above. A parent that may not be read is the operator's.
    if (Files.isReadable(parent)) {
      force(parent);
    }
    return absolute.toRealPath();
  }

  /** Makes {@code folder} below {@code root}, with those between, durably. */
  void make(Path root, Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent == null || folder.equals(root) || known.containsKey(folder)) {
      return;
    }
    make(root, parent);
    try {
      known.computeIfAbsent(folder, missing -> makeOne(missing, parent));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean makeOne(Path folder, Path parent) {
    try {
      Files.createDirectories(folder);
      force(parent);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forces a file's bytes or a folder's entries to disk. */
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
