package tintype.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another command of these in a JVM of its own, on one core; this process keeps to the other. */
final class PinnedServer implements AutoCloseable {
  private static final String ANSWER = "= ";

  private final Process process;
  private final PrintStream input;
  private final BufferedReader output;

  private PinnedServer(Process process) {
    this.process = process;
    this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    this.output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /**
   * @param flags of the JVM, besides those of this one that every main has
   */
  static PinnedServer start(int core, List<String> flags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xm") && !flag.startsWith("-XX:"))
        .forEach(command::add);
    command.addAll(flags);
    command.addAll(
        List.of(
            "-classpath", System.getProperty("java.class.path"), HomeFeedServer.class.getName()));
    command.addAll(arguments);
    return new PinnedServer(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Moves all threads of this process, and those that come, to a core. */
  static void pinSelf(int core) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("taskset", "-a", "-p", "-c", Integer.toString(core), self)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** What it says next; what the JVM itself has to say is no answer. */
  String line() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(ANSWER)) {
        return line.substring(ANSWER.length());
      }
    }
    throw new IOException("the server has ended");
  }

  /** To be called by the server. */
  static void answer(String line) {
    System.out.println(ANSWER + line);
  }

  /** Its answer to a line. */
  String ask(String line) throws IOException {
    input.println(line);
    return line();
  }

  @Override
  public void close() throws InterruptedException {
    input.close();
    process.waitFor();
  }
}
