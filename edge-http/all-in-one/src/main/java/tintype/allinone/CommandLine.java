package tintype.allinone;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;
import tintype.platform.sql.EmbeddedDatabaseException;
import tintype.platform.sql.SchemaTooNewException;

/** What a person types: settings as {@code --key=value}, and at most one command. */
final class CommandLine {
  private static final Logger log = LoggerFactory.getLogger(CommandLine.class);
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  private CommandLine() {}

  /** Runs until done or stopped, and returns the exit code. */
  static int run(List<String> arguments, Map<String, String> environment) {
    List<String> settings = new ArrayList<>();
    List<String> words = new ArrayList<>();
    arguments.forEach(a -> (a.startsWith("-") ? settings : words).add(a));
    try {
      Config config = Config.load(settings, environment);
      return words.isEmpty()
          ? serve(config)
          : Command.named(words.getFirst()).run(words.subList(1, words.size()), config, OUT);
    } catch (StartException
        | ConfigException
        | EmbeddedDatabaseException
        | SchemaTooNewException e) {
      ERR.println(e.getMessage());
      return 1;
    } catch (StatusRuntimeException e) {
      ERR.println(sentence(e.getStatus()));
      return 1;
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("unexpected failure");
      return 1;
    }
  }

  /** Such as {@code A call failed: UNAVAILABLE, the database takes no work now.} */
  static String sentence(Status status) {
    String why = status.getDescription() == null ? "" : ", " + status.getDescription();
    return "A call failed: " + status.getCode() + why + ".";
  }

  private static int serve(Config config) {
    long start = System.nanoTime();
    CountDownLatch stopped = new CountDownLatch(1);
    AllInOne all = startStoppably(config, stopped);
    Welcome.print(all, config, (System.nanoTime() - start) / 1_000_000, OUT);
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /** A signal during the start stops what has been started, too: the database outlives its parent. */
  private static AllInOne startStoppably(Config config, CountDownLatch stopped) {
    CompletableFuture<AllInOne> started = new CompletableFuture<>();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("stop").unstarted(() -> stopOnceUp(started, stopped)));
    try {
      AllInOne all = AllInOne.start(config, OUT::println);
      started.complete(all);
      return all;
    } catch (RuntimeException e) {
      started.completeExceptionally(e);
      throw e;
    }
  }

  /** A start that failed has stopped its parts itself. */
  private static void stopOnceUp(CompletableFuture<AllInOne> started, CountDownLatch stopped) {
    started.handle((all, failed) -> all).thenAccept(all -> stop(all, stopped)).join();
  }

  /** Halts with 0: a signal that was obeyed is no failure, although the JVM counts it as one. */
  private static void stop(AllInOne all, CountDownLatch stopped) {
    if (all == null) {
      return;
    }
    OUT.println("Stopping: calls in flight finish first");
    all.close();
    OUT.println("Stopped");
    OUT.flush();
    stopped.countDown();
    Runtime.getRuntime().halt(0);
  }
}
