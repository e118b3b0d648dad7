package tintype.platform.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A running mariadbd, started here or found. */
final class MariaDbProcess {
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final ProcessHandle process;
  private final String dataArgument;

  private MariaDbProcess(ProcessHandle process, Path data) {
    this.process = process;
    this.dataArgument = "--datadir=" + data;
  }

  static MariaDbProcess start(List<String> command, MariaDbFolder folder) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.path().toFile())
            .redirectInput(new java.io.File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
            .start();
    // The server writes this file too, but only once it is up; a kill before that must not hide it.
    Files.writeString(folder.pidFile(), Long.toString(process.pid()));
    return new MariaDbProcess(process.toHandle(), folder.data());
  }

  /** The server that an earlier run left on this folder. */
  static Optional<MariaDbProcess> find(MariaDbFolder folder) throws IOException {
    return folder.savedPid().stream()
        .mapToObj(ProcessHandle::of)
        .flatMap(Optional::stream)
        .map(handle -> new MariaDbProcess(handle, folder.data()))
        .filter(MariaDbProcess::isRunning)
        .findFirst();
  }

  long pid() {
    return process.pid();
  }

  /**
   * Whether it runs on the folder's data. A process that ended but was not yet reaped still counts
   * as alive for the JDK; it has no arguments any more. A number given anew has other arguments.
   */
  boolean isRunning() {
    return process.isAlive() && arguments().contains(dataArgument);
  }

  List<String> arguments() {
    return process.info().arguments().map(Arrays::asList).orElse(List.of());
  }

  /** Asks it to stop and waits; kills it if it does not within a minute, which InnoDB bears. */
  void stop() {
    process.destroy();
    if (!awaitEnd(GRACE)) {
      process.destroyForcibly();
      awaitEnd(GRACE);
    }
  }

  private boolean awaitEnd(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (isRunning()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
