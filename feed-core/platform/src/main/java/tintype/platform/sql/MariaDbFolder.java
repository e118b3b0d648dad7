package tintype.platform.sql;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of an embedded server: its data, password, last port, process id and log. One holder
 * at a time, by a file lock that the operating system takes back even from a killed process.
 */
final class MariaDbFolder implements AutoCloseable {
  private static final long MAX_LOG_BYTES = 4 << 20;

  /**
   * Folders held by this JVM. The system's lock is the process', and closing any file handle on the
   * lock file gives it away, so the file is not even opened twice.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final RandomAccessFile lockFile;
  private final FileLock lock;

  private MariaDbFolder(Path folder, RandomAccessFile lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Takes the folder, making it if absent.
   *
   * @throws EmbeddedDatabaseException if somebody has it, or it cannot be written
   */
  static MariaDbFolder open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (!HELD.add(folder)) {
      throw inUse(folder);
    }
    try {
      return lock(folder);
    } catch (IOException e) {
      HELD.remove(folder);
      throw new EmbeddedDatabaseException(
          "The database folder " + folder + " cannot be written: " + e + ".", e);
    } catch (RuntimeException e) {
      HELD.remove(folder);
      throw e;
    }
  }

  private static MariaDbFolder lock(Path folder) throws IOException {
    Files.createDirectories(folder);
    RandomAccessFile lockFile = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
    FileLock lock = lockFile.getChannel().tryLock();
    if (lock == null) {
      lockFile.close();
      throw inUse(folder);
    }
    return new MariaDbFolder(folder, lockFile, lock);
  }

  private static EmbeddedDatabaseException inUse(Path folder) {
    return new EmbeddedDatabaseException(
        "The database folder "
            + folder
            + " is in use by another running program:"
            + " stop that one, or choose another folder.");
  }

  Path path() {
    return folder;
  }

  Path data() {
    return folder.resolve("data");
  }

  Path pidFile() {
    return folder.resolve("mariadbd.pid");
  }

  /** The server's output, which begins anew once it is large. */
  Path log() throws IOException {
    Path log = folder.resolve("mariadbd.log");
    if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
      Files.move(log, folder.resolve("mariadbd.log.old"), StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  /** The root password; made at random the first time, readable by the owner only. */
  String password() throws IOException {
    Path file = folder.resolve("root-password");
    if (!Files.exists(file)) {
      if (Files.exists(data())) {
        throw new EmbeddedDatabaseException(
            "The file "
                + file
                + " is missing, and without it nobody can log in to the data there.");
      }
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, HexFormat.of().formatHex(random));
    }
    return Files.readString(file).strip();
  }

  OptionalLong savedPid() throws IOException {
    return number("mariadbd.pid");
  }

  OptionalLong savedPort() throws IOException {
    return number("port");
  }

  void savePort(int port) throws IOException {
    Files.writeString(folder.resolve("port"), Integer.toString(port));
  }

  /** The version that wrote the data, as MariaDB's own upgrade tool notes it; empty if unknown. */
  String dataVersion() throws IOException {
    for (String name : new String[] {"mariadb_upgrade_info", "mysql_upgrade_info"}) {
      Path file = data().resolve(name);
      if (Files.exists(file)) {
        return Files.readString(file, StandardCharsets.ISO_8859_1)
            .replaceAll("[^0-9.].*", "")
            .strip();
      }
    }
    return "";
  }

  private OptionalLong number(String name) throws IOException {
    Path file = folder.resolve(name);
    String text = Files.exists(file) ? Files.readString(file).strip() : "";
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  /** Lets another program have the folder. */
  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
      HELD.remove(folder);
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("The lock of " + folder + " cannot be released.", e);
    }
  }
}
