package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tintype.testkit.Eventually;

/** The five mains in a JVM each, started by the distribution's scripts, over a real database. */
final class FiveJvms implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Mains mains = new Mains();
  private final Distribution scripts = Distribution.make(mains.folder().resolve("tintype"));
  private final Map<String, Process> running = new HashMap<>();

  /** Starts some, in this order, each without waiting for the one before. */
  FiveJvms start(List<String> names) {
    names.forEach(name -> start(name, Map.of()));
    return this;
  }

  Process start(String name, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(mains.settings(name));
    settings.putAll(more);
    Process jvm = scripts.launch(name, log(name), settings, Map.of());
    running.put(name, jvm);
    return jvm;
  }

  /** Waits until all say that they are ready. */
  FiveJvms awaitReady() {
    Eventually.awaitPass(
        PATIENCE,
        () -> {
          for (String name : running.keySet()) {
            assertThat(mains.health(name)).as(name).startsWith("ready\n");
          }
        });
    return this;
  }

  /** Asks one to stop, as an operator does. */
  void signal(String name) {
    ProcessGroup.signal("TERM", running.get(name).pid());
  }

  /** Waits for its end; returns the exit code. */
  int awaitExit(String name) {
    try {
      if (!running.get(name).waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end: " + output(name));
      }
      return running.get(name).exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String health(String name) throws IOException, InterruptedException {
    return mains.health(name);
  }

  Map<String, Integer> ports() {
    return mains.ports();
  }

  /** What one has printed. */
  String output(String name) {
    try {
      return Files.readString(log(name));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    running.values().forEach(Process::destroyForcibly);
    running.keySet().forEach(this::awaitExit);
    mains.close();
    TestFolders.delete(mains.folder());
  }

  private Path log(String name) {
    return mains.folder().resolve(name + ".log");
  }
}
