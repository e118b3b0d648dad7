package tintype.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The current thread as the kernel knows it. */
final class OwnThread {
  private final Path folder;

  private OwnThread(Path folder) {
    this.folder = folder;
  }

  /** Moves the current thread to a core. */
  static OwnThread pinnedTo(int core) throws IOException, InterruptedException {
    Path folder = Path.of("/proc/thread-self").toRealPath();
    new ProcessBuilder(
            "taskset", "-p", "-c", Integer.toString(core), folder.getFileName().toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    return new OwnThread(folder);
  }

  /** How long it could have run so far and another ran in its place, in nanoseconds. */
  long waitedNanos() {
    try {
      return Long.parseLong(Files.readString(folder.resolve("schedstat")).split(" ")[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
