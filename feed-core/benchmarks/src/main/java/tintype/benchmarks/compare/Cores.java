package tintype.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who runs where, and what it took: a server has the first core, and its load the others. */
final class Cores {
  private static final int COUNT = Runtime.getRuntime().availableProcessors();

  /** Linux counts a process's time in hundredths of a second, whatever the kernel's own tick. */
  private static final double MICROS_A_TICK = 10_000;

  private Cores() {}

  /** Nothing changes on a machine of one core. */
  static void giveServer(long pid) throws IOException {
    pin(pid, "0");
  }

  /** This very process, while it loads a server. */
  static void takeRest() throws IOException {
    pin(ProcessHandle.current().pid(), "1-" + (COUNT - 1));
  }

  /** This very process, afterwards. */
  static void takeAll() throws IOException {
    pin(ProcessHandle.current().pid(), "0-" + (COUNT - 1));
  }

  private static void pin(long pid, String cores) throws IOException {
    if (COUNT == 1) {
      return;
    }
    Process taskset =
        new ProcessBuilder("taskset", "-a", "-p", "-c", cores, Long.toString(pid))
            .redirectErrorStream(true)
            .start();
    String answer = new String(taskset.getInputStream().readAllBytes());
    if (taskset.onExit().join().exitValue() != 0) {
      throw new IOException("taskset does not move process " + pid + ": " + answer.strip());
    }
  }

  /** CPU of a process and its threads since its start, the kernel's part of it included. */
  static double cpuMicros(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The name, in parentheses, may have blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_A_TICK;
  }
}
