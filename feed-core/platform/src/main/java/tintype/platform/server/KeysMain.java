package tintype.platform.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TrustFile;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;

/**
 * {@code keys NAME... [--data-dir=DIR]}: prints each process' line of the trust file, and makes the
 * key below {@code DIR/credentials} where there is none yet.
 */
public final class KeysMain {
  /** Below {@code data-dir}, as the process itself has it. */
  private record Folder(Path dataDir) {}

  private KeysMain() {}

  public static void main(String[] arguments) {
    List<String> settings = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List.of(arguments).forEach(a -> (a.startsWith("-") ? settings : names).add(a));
    try {
      Config config = Config.load(settings, System.getenv());
      Path folder = config.bind("", new Folder(Path.of("var"))).dataDir();
      if (names.isEmpty() || !names.stream().allMatch(name -> name.matches("[a-z][a-z0-9-]*"))) {
        throw new ConfigException("keys: " + names + " (expected: names such as graph)");
      }
      Credentials credentials = new Credentials(folder.resolve("credentials"));
      for (String name : names) {
        System.out.println(TrustFile.line(name, credentials.keyPair(name).getPublic()));
      }
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
