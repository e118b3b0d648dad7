package tintype.allinone;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import tintype.platform.config.Config;
import tintype.platform.sql.Database;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;

/**
 * The one whole system that the end-to-end tests call, database and all, on ports of its own and a
 * folder of its own. The first test class starts it; it ends after the last.
 */
final class SharedSystem implements BeforeAllCallback {
  private Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.create(SharedSystem.class))
            .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
  }

  /** A way to call the services. */
  Calls calls(Transport transport) {
    return transport == Transport.GRPC ? running.grpc : running.http;
  }

  GrpcCalls grpc() {
    return running.grpc;
  }

  HttpCalls http() {
    return running.http;
  }

  /** By the name of the setting, such as {@code http-port}. */
  int port(String setting) {
    return running.all.ports().get(setting);
  }

  /** The data folder. */
  Path folder() {
    return running.folder;
  }

  /** The settings that a command finds this system by. */
  Map<String, String> settings() {
    return Map.of("data-dir", running.folder.toString());
  }

  /** The rows themselves. */
  Database database(Keyspace keyspace) {
    return running.databases.get(keyspace);
  }

  /** What is stored now. */
  Footprint footprint() {
    return Footprint.of(this);
  }

  private static final class Running implements AutoCloseable {
    private final Path folder;
    private final AllInOne all;
    private final GrpcCalls grpc;
    private final HttpCalls http;
    private final Map<Keyspace, Database> databases = new EnumMap<>(Keyspace.class);

    private Running(Path folder) {
      this.folder = folder;
      all = AllInOne.start(Config.of(settings(folder)), sentence -> {});
      grpc = new GrpcCalls(all.ports());
      http = new HttpCalls(all.ports().get("http-port"));
      for (Keyspace keyspace : Keyspace.values()) {
        var config = EmbeddedMariaDb.reach(folder.resolve("mariadb"), keyspace).withPoolSize(2);
        databases.put(keyspace, Database.open(keyspace, config, new SimpleMeterRegistry()));
      }
      Welcome.awaitReady(all, System.err);
    }

    static Running start() {
      return new Running(TestFolders.make());
    }

    private static Map<String, String> settings(Path folder) {
      Map<String, String> settings = new HashMap<>(SmallSettings.ALL);
      settings.put("data-dir", folder.toString());
      return settings;
    }

    @Override
    public void close() throws IOException {
      databases.values().forEach(Database::close);
      http.close();
      grpc.close();
      all.close();
      TestFolders.delete(folder);
    }
  }
}
