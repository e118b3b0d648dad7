package tintype.allinone;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import tintype.platform.auth.Credentials;
import tintype.platform.config.Config;
import tintype.platform.server.DatabasesConfig;

/**
 * {@code credentials/databases.properties}: where the keyspaces are that the system on a data
 * folder uses, for the tools of this machine. It has no url where that is the embedded database.
 */
final class LocalDatabases {
  private static final String FILE = "databases.properties";
  private static final String PREFIX = "database";

  private LocalDatabases() {}

  static void write(Path folder, DatabasesConfig databases) {
    Properties properties = new Properties();
    properties.setProperty(PREFIX + "-url", databases.url());
    properties.setProperty(PREFIX + "-user", databases.user());
    properties.setProperty(PREFIX + "-password", databases.password());
    properties.setProperty(PREFIX + "-vtgate", databases.vtgate());
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new Credentials(folder.resolve("credentials")).write(FILE, text.toString());
  }

  /** Without a file, as earlier versions left it, it is the embedded database. */
  static DatabasesConfig read(Path folder) {
    Path file = folder.resolve("credentials").resolve(FILE);
    Properties properties = new Properties();
    try {
      if (Files.exists(file)) {
        properties.load(new StringReader(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new StartException(
          "Cannot read where the databases of " + folder + " are: " + e.getMessage() + ".", e);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
    return Config.of(settings).bind(PREFIX, DatabasesConfig.embedded());
  }
}
