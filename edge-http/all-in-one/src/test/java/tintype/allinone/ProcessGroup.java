package tintype.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tintype.testkit.Eventually;

/**
 * The processes that a child and its children are, known to Linux by one number. One that has ended
 * and was not waited for yet is no member any more.
 *
 * @param id of the group, which is the process id of its first member
 */
record ProcessGroup(long id) {
  private static final Duration DEATH = Duration.ofSeconds(30);

  /**
   * One process.
   *
   * @param command its arguments, the program first
   */
  record Member(long pid, ProcessGroup group, List<String> command) {}

  List<Member> members() {
    return running().stream().filter(process -> process.group().equals(this)).toList();
  }

  /** All processes of this machine. */
  static List<Member> running() {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .map(ProcessGroup::member)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills all of them with one call, and returns once the last is dead. */
  void kill() {
    signal("KILL", -id);
    Eventually.await(DEATH, () -> members().isEmpty());
  }

  /** Sends a signal to a process, or, where the number is negative, to a group. */
  static void signal(String name, long number) {
    try {
      int exit =
          new ProcessBuilder("kill", "-s", name, "--", Long.toString(number)).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("signal " + name + " to " + number + " was not sent");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Empty for one that has ended. */
  private static Optional<Member> member(Path process) {
    String stat = read(process.resolve("stat"));
    // "pid (name) state parent group ...", and a name may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length < 3 || fields[0].equals("Z")
        ? Optional.empty()
        : Optional.of(
            new Member(
                Long.parseLong(process.getFileName().toString()),
                new ProcessGroup(Long.parseLong(fields[2])),
                List.of(read(process.resolve("cmdline")).split("\0"))));
  }

  /** Empty where the process is gone. */
  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
