package tintype.allinone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tintype.testkit.Eventually;

/** The real main class in a JVM of its own, with its output as a person reads it. */
final class ChildSystem implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process jvm;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private ChildSystem(Process jvm) {
    this.jvm = jvm;
    reader = Thread.ofVirtual().start(this::read);
  }

  /** Launches it on a folder, on any free ports; later arguments win. */
  static ChildSystem launch(Path folder, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-Xmx"))
        .forEach(command::add);
    // Lives for seconds: compiling thoroughly does not pay.
    command.addAll(
        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-classpath"));
    command.add(System.getProperty("java.class.path"));
    command.add(TintypeMain.class.getName());
    command.addAll(SmallSettings.arguments());
    command.add("--data-dir=" + folder);
    command.addAll(List.of(arguments));
    try {
      return new ChildSystem(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it runs. */
  ChildSystem awaitRunning() {
    return await("Ctrl-C stops it.");
  }

  /** Waits for a line that holds the text. */
  ChildSystem await(String text) {
    Eventually.await(
        PATIENCE, () -> !jvm.isAlive() || lines.stream().anyMatch(line -> line.contains(text)));
    if (lines.stream().noneMatch(line -> line.contains(text))) {
      awaitExit();
      if (lines.stream().noneMatch(line -> line.contains(text))) {
        throw new AssertionError("it ended without a word of \"" + text + "\": " + lines);
      }
    }
    return this;
  }

  /** Waits for its end; returns the exit code. */
  int awaitExit() {
    try {
      if (!jvm.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("it does not end: " + lines);
      }
      reader.join();
      return jvm.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a signal, such as {@code TERM}. */
  ChildSystem signal(String name) {
    ProcessGroup.signal(name, jvm.pid());
    return this;
  }

  /** What it has printed so far, without the log. */
  List<String> lines() {
    return lines.stream()
        .filter(line -> !line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*"))
        .toList();
  }

  /** Everything, log and traces included. */
  String output() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    jvm.destroyForcibly();
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      lines.add("(its output ended: " + e + ")");
    }
  }
}
