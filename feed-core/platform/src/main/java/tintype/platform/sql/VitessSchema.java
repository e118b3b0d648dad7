package tintype.platform.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/** Compares the schema of a keyspace of Vitess with the files that this program comes with. */
final class VitessSchema {
  private static final Pattern FILE = Pattern.compile("(?:.*/)?V(\\d+)__[^/]*\\.sql");

  private VitessSchema() {}

  /** Throws unless the keyspace is of the newest version that this program knows. */
  static void require(DatabaseConfig config, Keyspace keyspace) {
    int applied;
    try {
      applied =
          Jdbi.create(config.jdbcUrl(), DriverSettings.login(config))
              .withHandle(
                  handle ->
                      handle
                          .createQuery("SELECT MAX(version) FROM " + Migrations.TABLE)
                          .mapTo(Integer.class)
                          .one());
    } catch (RuntimeException e) {
      throw SqlFailures.translate(e, SqlFailure.Phase.STATEMENT);
    }
    int known = newestFile(keyspace);
    if (applied > known) {
      throw new SchemaTooNewException(keyspace, Integer.toString(applied), Integer.toString(known));
    }
    if (applied < known) {
      throw new SchemaTooOldException(keyspace, applied, known);
    }
  }

  private static int newestFile(Keyspace keyspace) {
    String folder = Migrations.folder(keyspace);
    URL url = VitessSchema.class.getClassLoader().getResource(folder);
    if (url == null) {
      throw new FlywayException("no " + folder + " on the class path");
    }
    try {
      return names(url).stream()
          .filter(name -> name.contains(folder))
          .map(FILE::matcher)
          .filter(Matcher::matches)
          .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(URL folder) throws IOException {
    if (folder.openConnection() instanceof JarURLConnection jar) {
      return jar.getJarFile().stream().map(Object::toString).toList();
    }
    try (Stream<Path> files = Files.list(Path.of(URI.create(folder.toString())))) {
      return files.map(Path::toString).toList();
    }
  }
}
