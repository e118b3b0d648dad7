package tintype.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the figures were measured on, and what else it did meanwhile. */
public final class Machine {
  private final long[] before = ticks();

  public Machine() throws IOException {}

  public void print(PrintStream out) throws IOException {
    out.printf(
        "%d cores of %s, %s of memory%n",
        Runtime.getRuntime().availableProcessors(),
        value("/proc/cpuinfo", "model name"),
        value("/proc/meminfo", "MemTotal"));
    out.printf(
        "%s %s, Linux %s, huge pages %s%n",
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        System.getProperty("os.version"),
        line("/sys/kernel/mm/transparent_hugepage/enabled"));
    out.printf("options %s%n", ManagementFactory.getRuntimeMXBean().getInputArguments());
    out.printf("load average %s%n", line("/proc/loadavg"));
  }

  /** What the machine did since the start. */
  public void printUse(PrintStream out) throws IOException {
    long[] now = ticks();
    long all = 0;
    for (int i = 0; i < now.length; i++) {
      all += now[i] - before[i];
    }
    out.printf(
        Locale.ROOT,
        "%nload average %s; idle %.0f %%, stolen by other machines %.1f %% since the start%n",
        line("/proc/loadavg"),
        100.0 * (now[3] - before[3]) / all,
        100.0 * (now[7] - before[7]) / all);
  }

  /** User, nice, system, idle, iowait, irq, softirq, steal. */
  private static long[] ticks() throws IOException {
    String[] fields = line("/proc/stat").split(" +");
    return Stream.of(fields).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
  }

  private static String line(String file) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines.findFirst().orElse("unknown");
    }
  }

  private static String value(String file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    }
  }
}
