package tintype.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tintype.testkit.Eventually;

/** The real main class in a JVM of its own, in a process group of its own with its database. */
final class KilledSystem {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final List<String> PORTS =
      List.of("http", "admin", "account", "graph", "media", "feed", "database");

  private final KillOptions options;
  private final Path folder;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process jvm;
  private ProcessGroup group;
  private long startMillis;

  KilledSystem(KillOptions options, Path folder) {
    this.options = options;
    this.folder = folder;
    this.log = folder.resolveSibling(folder.getFileName() + ".log");
  }

  /** Starts it and returns at once. */
  void launch() {
    startMillis = System.currentTimeMillis();
    try {
      jvm =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    group = new ProcessGroup(jvm.pid());
  }

  /** Waits until everything has caught up; returns the milliseconds since the launch. */
  long awaitReady() {
    Eventually.await(
        PATIENCE,
        () -> {
          if (!jvm.isAlive()) {
            // Not an exception: waiting would go on in spite of it.
            return true;
          }
          return isOfThisRun(folder.resolve("ports.properties"))
              && get("/health").startsWith("ready\n");
        });
    if (!jvm.isAlive()) {
      throw new IllegalStateException(
          "It has ended by itself, with " + exitCode() + "; see " + log);
    }
    return System.currentTimeMillis() - startMillis;
  }

  /** Seconds that the feed took to build its index, from the tables or from a snapshot. */
  double rebuildSeconds() throws IOException, InterruptedException {
    return get("/metrics")
        .lines()
        .filter(line -> line.matches("feed_(rebuild|resume)_seconds_sum .*"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  int port(String name) {
    return DataFolder.readPorts(folder).get(name + "-port");
  }

  /**
   * Kills everything at once. A database that an earlier JVM had left behind is of another group,
   * and is killed a moment later.
   */
  void killGroup() {
    ProcessGroup.Member database = database();
    killWhateverRuns();
    if (!database.group().equals(group)) {
      database.group().kill();
    }
  }

  /** Kills the group at any moment of a start, when there may be no database yet. */
  void killWhateverRuns() {
    group.kill();
    exitCode();
  }

  /** Leaves the database behind. */
  void killJvm() {
    ProcessGroup.signal("KILL", jvm.pid());
    exitCode();
    database();
  }

  void killDatabase() {
    ProcessGroup.signal("KILL", database().pid());
  }

  /** Asks it to stop; returns its exit code, or kills it after a minute and returns -1. */
  int stop() throws InterruptedException {
    jvm.destroy();
    if (jvm.waitFor(1, TimeUnit.MINUTES)) {
      return jvm.exitValue();
    }
    killWhateverRuns();
    return -1;
  }

  /** Leaves nothing running, whatever happened. */
  void end() {
    if (group != null && !group.members().isEmpty()) {
      group.kill();
    }
    databases().forEach(database -> database.group().kill());
  }

  private ProcessGroup.Member database() {
    return databases().findFirst().orElseThrow(() -> new IllegalStateException("no database runs"));
  }

  private Stream<ProcessGroup.Member> databases() {
    String argument = "--datadir=" + folder.resolve("mariadb").resolve("data");
    return ProcessGroup.running().stream().filter(p -> p.command().contains(argument));
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add("setsid");
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-Xmx"))
        .forEach(command::add);
    command.add("-Xmx" + options.heap());
    if (options.quickStart()) {
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }
    command.add("-classpath");
    command.add(System.getProperty("java.class.path"));
    command.add(TintypeMain.class.getName());
    command.add("--data-dir=" + folder);
    command.add("--database-memory=" + options.databaseMemory().bytes());
    PORTS.forEach(port -> command.add("--" + port + "-port=0"));
    return command;
  }

  private boolean isOfThisRun(Path file) throws IOException {
    return Files.exists(file) && Files.getLastModifiedTime(file).toMillis() >= startMillis;
  }

  private String get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port("admin") + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private int exitCode() {
    try {
      return jvm.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}
