package tintype.allinone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TokenSigner;
import tintype.platform.config.Config;
import tintype.platform.server.Trust;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;

/**
 * The whole systems that the end-to-end tests call, database and all, on ports of their own and in
 * folders of their own: one for each wiring. The first test class that enters one starts it; it
 * ends after the last. Tests call the all-in-one unless they enter another, and on Vitess the only
 * one there is.
 */
final class SharedSystem implements BeforeAllCallback {
  private ExtensionContext.Store store;
  private Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    store = context.getRoot().getStore(Namespace.create(SharedSystem.class));
    enter(SystemDatabases.wiring().orElse(Wiring.IN_PROCESS));
  }

  /**
   * From here on this instance means the system of that wiring; returns a way to call it. Skips the
   * test where only a system of another wiring can have the databases.
   */
  Calls enter(Way way) {
    assumeTrue(
        SystemDatabases.wiring().orElse(way.wiring()) == way.wiring(),
        () -> "the databases are those of the system " + SystemDatabases.wiring().orElseThrow());
    enter(way.wiring());
    return calls(way.transport());
  }

  private void enter(Wiring wiring) {
    running = store.computeIfAbsent(wiring, key -> Running.start(wiring), Running.class);
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

  /** The system of five processes, which has been entered. */
  Mains mains() {
    return (Mains) running.system;
  }

  /** Signs as a service of this system does, or as {@code tools}. */
  TokenSigner signer(String name) {
    return running.system instanceof Mains mains
        ? mains.signer(name)
        : new Trust(new Credentials(folder().resolve("credentials")), Clock.systemUTC())
            .signer(name);
  }

  /** By the name of the setting, such as {@code http-port}. */
  int port(String setting) {
    return running.ports.get(setting);
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

  /** The settings of the all-in-one as they stand. */
  Config config() {
    return ((AllInOne) running.system).settings();
  }

  /** What is stored now. */
  Footprint footprint() {
    return Footprint.of(this);
  }

  private static final class Running implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Path folder;
    private final AutoCloseable system;
    private final Runnable stop;
    private final Map<String, Integer> ports;
    private final GrpcCalls grpc;
    private final HttpCalls http;
    private final Map<Keyspace, Database> databases = new EnumMap<>(Keyspace.class);

    private Running(Path folder, AutoCloseable system, Runnable stop, Map<String, Integer> ports) {
      this.folder = folder;
      this.system = system;
      this.stop = stop;
      this.ports = ports;
      grpc = new GrpcCalls(ports);
      http = new HttpCalls(ports.get("http-port"));
      for (Keyspace keyspace : Keyspace.values()) {
        var config = SystemDatabases.reach(folder, keyspace).withPoolSize(2);
        databases.put(keyspace, Database.open(keyspace, config, new SimpleMeterRegistry()));
      }
    }

    static Running start(Wiring wiring) {
      return switch (wiring) {
        case IN_PROCESS -> startInProcess(TestFolders.make());
        case OVER_TCP -> startOverTcp();
      };
    }

    private static Running startInProcess(Path folder) {
      AllInOne all = AllInOne.start(Config.of(settings(folder)), sentence -> {});
      Welcome.awaitReady(all, System.err);
      return new Running(folder, all, all::close, all.ports());
    }

    private static Running startOverTcp() {
      Mains mains = new Mains();
      Mains.ALL.forEach(mains::start);
      Eventually.awaitPass(
          READY_WITHIN,
          () ->
              Mains.ALL.forEach(
                  name -> Assertions.assertThat(mains.process(name).notReady()).isEmpty()));
      return new Running(mains.folder(), mains, mains::close, mains.ports());
    }

    private static Map<String, String> settings(Path folder) {
      Map<String, String> settings = new HashMap<>(SmallSettings.ALL);
      settings.putAll(SystemDatabases.settings());
      settings.put("data-dir", folder.toString());
      return settings;
    }

    @Override
    public void close() throws IOException {
      databases.values().forEach(Database::close);
      http.close();
      grpc.close();
      stop.run();
      TestFolders.delete(folder);
    }
  }
}
