package tintype.platform.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The data of an embedded server: made once, and only touched by the version that wrote it. */
final class MariaDbData {
  private final MariaDbFolder folder;
  private final MariaDbSoftware software;

  MariaDbData(MariaDbFolder folder, MariaDbSoftware software) {
    this.folder = folder;
    this.software = software;
  }

  /** A series (11.4) reads its own data only: another one might change it beyond return. */
  void requireKnownVersion() throws IOException {
    if (!Files.exists(folder.data())) {
      return;
    }
    String found = folder.dataVersion();
    if (!series(found).equals(series(software.version()))) {
      throw new EmbeddedDatabaseException(
          "The data in "
              + folder.data()
              + " was written by MariaDB "
              + (found.isEmpty() ? "of an unknown version" : found)
              + ", and this program brings "
              + software.version()
              + ": start the program that wrote it, or choose another folder.");
    }
  }

  /** Makes the data under another name first, so that a folder of the right name is complete. */
  void createIfAbsent(String password, EmbeddedMariaDb.ProgressListener progress)
      throws IOException {
    if (Files.exists(folder.data())) {
      return;
    }
    progress.step("Creating the database in " + folder.path() + ".");
    Path partial = folder.path().resolve("data.partial");
    MariaDbSoftware.deleteTree(partial);
    Files.createDirectories(partial);
    bootstrap(partial, password);
    Files.writeString(partial.resolve("mariadb_upgrade_info"), software.version() + "-MariaDB");
    Files.move(partial, folder.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void bootstrap(Path data, String password) throws IOException {
    List<String> command = MariaDbArguments.bootstrap(software, data);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
            .start();
    try (OutputStream in = process.getOutputStream()) {
      // The bootstrap takes one statement a line.
      in.write("CREATE DATABASE mysql;\nUSE mysql;\n".getBytes(StandardCharsets.UTF_8));
      Files.copy(software.share().resolve("mariadb_system_tables.sql"), in);
      in.write(rootAccount(password).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new EmbeddedDatabaseException(
          "The database in " + folder.path() + " cannot be created; see " + folder.log() + ".", e);
    }
    int exit = exitOf(process);
    if (exit != 0) {
      throw new EmbeddedDatabaseException(
          "The database in "
              + folder.path()
              + " cannot be created (mariadbd ended with "
              + exit
              + "); see "
              + folder.log()
              + ".");
    }
  }

  /** The only account: from this machine, with the password. */
  private static String rootAccount(String password) {
    return "\nINSERT INTO global_priv VALUES ('127.0.0.1', 'root', JSON_OBJECT("
        + "'access', 18446744073709551615, 'plugin', 'mysql_native_password',"
        + " 'authentication_string', PASSWORD('"
        + password
        + "')));\n";
  }

  private static int exitOf(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the database was created", e);
    }
  }

  private static String series(String version) {
    String[] parts = version.split("\\.");
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }
}
