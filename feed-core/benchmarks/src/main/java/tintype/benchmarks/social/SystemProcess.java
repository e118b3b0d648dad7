package tintype.benchmarks.social;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tintype.benchmarks.Target;

/** An all-in-one in a JVM of its own, with the flags that people start it with, on free ports. */
final class SystemProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration QUIET_PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_MILLIS = 50;

  /** Of a core, by the JVM of a system that has nothing to do. */
  private static final double IDLE = 0.3;

  private static final int QUIET_SECONDS = 2;

  private final Process process;
  private final Target target;
  private final Thread stopper;

  private SystemProcess(Process process, Target target, Thread stopper) {
    this.process = process;
    this.target = target;
    this.stopper = stopper;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param log what it prints
   * @param flags more ones of the JVM
   */
  static SystemProcess start(Path folder, Path log, String heap, List<String> flags)
      throws Exception {
    Process process =
        new ProcessBuilder(command(folder, heap, flags))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread stopper = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(stopper);
    try {
      return new SystemProcess(process, await(process, folder, log), stopper);
    } catch (Exception e) {
      process.destroy();
      throw e;
    }
  }

  private static List<String> command(Path folder, String heap, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xm") && !flag.startsWith("-XX:"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseZGC"));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            "tintype.allinone.TintypeMain",
            "--data-dir=" + folder));
    for (String port : List.of("http", "admin", "account", "graph", "media", "feed")) {
      command.add("--" + port + "-port=0");
    }
    return command;
  }

  private static Target await(Process process, Path folder, Path log) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Target target = null;
    while (target == null || !target.isReady()) {
      if (!process.isAlive()) {
        throw new IOException("the system has ended by itself: see " + log);
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the system is not ready: see " + log);
      }
      Thread.sleep(LOOK_MILLIS);
      // Written last, once everything listens.
      if (target == null && Files.exists(folder.resolve("ports.properties"))) {
        target = Target.of(folder);
      }
    }
    return target;
  }

  Target target() {
    return target;
  }

  /** Waits until all is derived from what was written, and nothing is left to do. */
  void awaitQuiet() throws Exception {
    long start = System.nanoTime();
    int quiet = 0;
    for (Duration before = cpu(); quiet < QUIET_SECONDS; before = cpu()) {
      if (System.nanoTime() - start > QUIET_PATIENCE.toNanos()) {
        System.out.println("The system is still busy; what follows is measured nevertheless.");
        return;
      }
      TimeUnit.SECONDS.sleep(1);
      double cores = cpu().minus(before).toNanos() / 1e9;
      quiet = cores < IDLE && lag() == 0 ? quiet + 1 : 0;
    }
  }

  private Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** How far consumers of the change log are behind, in seconds, all together. */
  private double lag() throws Exception {
    return target
        .metrics()
        .lines()
        .filter(line -> line.startsWith("changelog_lag_seconds{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() throws InterruptedException {
    target.close();
    process.destroy();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    Runtime.getRuntime().removeShutdownHook(stopper);
  }
}
