package tintype.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder that holds all that lasts. One process at a time has it, by a lock that dies with it.
 */
final class DataFolder implements AutoCloseable {
  /** What this build writes; a folder of another version is left alone. */
  static final String VERSION = "1";

  private static final String PORTS = "ports.properties";
  private static final String NEXT = ".next";
  private static final Set<String> BEGINNING = Set.of("lock", "version" + NEXT);

  /** Folders of this JVM: closing any channel to a lock file would give the JVM's lock away. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lockFile;

  private DataFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Makes the folder if it is not there, and takes it. Fails with {@link StartException}. */
  static DataFolder take(Path given) {
    Path path = given.toAbsolutePath().normalize();
    if (!HELD.add(path)) {
      throw taken(path);
    }
    try {
      return lock(path);
    } catch (IOException e) {
      HELD.remove(path);
      throw unusable(path, e);
    } catch (RuntimeException e) {
      HELD.remove(path);
      throw e;
    }
  }

  /** Whether a running system has the folder. */
  static boolean isTaken(Path given) {
    Path path = given.toAbsolutePath().normalize();
    if (HELD.contains(path) || !Files.exists(path.resolve("lock"))) {
      return HELD.contains(path);
    }
    try (FileChannel lockFile = FileChannel.open(path.resolve("lock"), StandardOpenOption.WRITE)) {
      return lockFile.tryLock() == null;
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  Path path() {
    return path;
  }

  /** Tells tools of this machine where everything listens. */
  void writePorts(Map<String, Integer> ports) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(ports)
        .forEach((name, port) -> text.append(name).append('=').append(port).append('\n'));
    try {
      replace(path.resolve(PORTS), text.toString());
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /** The ports of the system that runs on a folder, by the names of their settings. */
  static Map<String, Integer> readPorts(Path folder) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(folder.resolve(PORTS))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new StartException(
          "Tintype is still starting on " + folder + ": try again in a moment.");
    }
    Map<String, Integer> ports = new TreeMap<>();
    properties.forEach((name, port) -> ports.put((String) name, Integer.valueOf((String) port)));
    return ports;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path.resolve(PORTS));
      lockFile.close();
      HELD.remove(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataFolder lock(Path path) throws IOException {
    Files.createDirectories(path);
    if (!Files.exists(path.resolve("version"))) {
      // Before the lock: not even that is put into a stranger's folder.
      requireEmpty(path);
    }
    FileChannel lockFile =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lockFile.tryLock() == null) {
        throw taken(path);
      }
      checkVersion(path);
      // Those of a killed one: whoever asks must not meet a stranger there.
      Files.deleteIfExists(path.resolve(PORTS));
      return new DataFolder(path, lockFile);
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  private static void checkVersion(Path path) throws IOException {
    Path file = path.resolve("version");
    if (!Files.exists(file)) {
      requireEmpty(path);
      replace(file, VERSION);
    }
    String found = Files.readString(file).strip();
    if (!found.equals(VERSION)) {
      throw new StartException(
          path
              + " is of data version "
              + found
              + ", and this Tintype reads version "
              + VERSION
              + ": start the Tintype that wrote it, or choose another folder with --data-dir=DIR.");
    }
  }

  /** But for what a start leaves that was killed before it had written the version. */
  private static void requireEmpty(Path path) throws IOException {
    try (var entries = Files.list(path)) {
      if (!entries.map(entry -> entry.getFileName().toString()).allMatch(BEGINNING::contains)) {
        throw new StartException(
            path
                + " holds files that are not Tintype's: choose another folder with --data-dir=DIR.");
      }
    }
  }

  /** All at once: nobody reads half of it. */
  private static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + NEXT);
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static StartException taken(Path path) {
    return new StartException(
        "Another Tintype runs on "
            + path
            + ": stop it, or choose another folder with --data-dir=DIR.");
  }

  private static StartException unusable(Path path, IOException cause) {
    return cause instanceof FileSystemException file
        ? StartException.unusable(file)
        : new StartException(
            "Cannot use " + path + " for data: " + cause.getMessage() + ".", cause);
  }
}
