package tintype.allinone;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;
import tintype.platform.log.Logging;
import tintype.platform.server.StopSignal;
import tintype.platform.sql.EmbeddedDatabaseException;
import tintype.platform.sql.SchemaTooNewException;

/** What a person types: settings as {@code --key=value}, and at most one command. */
final class CommandLine {
  private static final Logger log = LoggerFactory.getLogger(CommandLine.class);

  private final PrintStream out;
  private final PrintStream err;

  CommandLine(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs until done or stopped, and returns the exit code. */
  int run(List<String> arguments, Map<String, String> environment) {
    List<String> settings = new ArrayList<>();
    List<String> words = new ArrayList<>();
    arguments.forEach(a -> (a.startsWith("-") ? settings : words).add(a));
    try {
      Config config = Config.load(settings, environment);
      Logging.start("all-in-one", config);
      return words.isEmpty()
          ? serve(config)
          : Command.named(words.getFirst()).run(words.subList(1, words.size()), config, out);
    } catch (RuntimeException e) {
      err.println(sentence(e));
      return 1;
    }
  }

  /** Such as {@code A call failed: UNAVAILABLE, the database takes no work now.} */
  static String sentence(Status status) {
    String why = status.getDescription() == null ? "" : ", " + status.getDescription();
    return "A call failed: " + status.getCode() + why + ".";
  }

  /** What a person can mend gets a sentence; the rest is ours, and its trace goes into the log. */
  private static String sentence(RuntimeException e) {
    if (e instanceof StartException
        || e instanceof ConfigException
        || e instanceof EmbeddedDatabaseException
        || e instanceof SchemaTooNewException) {
      return e.getMessage();
    }
    if (e instanceof StatusRuntimeException call) {
      return sentence(call.getStatus());
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof FileSystemException file) {
        return StartException.unusable(file).getMessage();
      }
    }
    log.atError().setCause(e).log("Failed");
    return "Tintype failed: " + e + ".";
  }

  /** Serves until a signal comes, which halts the process. */
  private int serve(Config config) {
    try (StopSignal signal = StopSignal.expected(out::println)) {
      try {
        serve(config, signal);
      } catch (RuntimeException | Error e) {
        // What begins while the process stops fails; the signal tells how the start ended.
        if (!signal.hasCome()) {
          throw e;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private void serve(Config config, StopSignal signal) throws InterruptedException {
    long start = System.nanoTime();
    AllInOne all = AllInOne.start(config, out::println);
    signal.stops(all);
    long millis = (System.nanoTime() - start) / 1_000_000;
    Welcome.awaitReady(all, out);
    if (config.bind("", AllInOneConfig.defaults()).demo()) {
      Demo.fill(config, out);
    }
    Welcome.print(all, config, millis, out);
    new CountDownLatch(1).await();
  }
}
