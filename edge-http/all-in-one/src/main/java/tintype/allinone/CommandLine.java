package tintype.allinone;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;
import tintype.platform.sql.EmbeddedDatabaseException;
import tintype.platform.sql.SchemaTooNewException;

/** What a person types: settings as {@code --key=value}, and at most one command. */
final class CommandLine {
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
    }
  }

  private static int serve(Config config) {
    long start = System.nanoTime();
    AllInOne all = AllInOne.start(config, OUT::println);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(all, stopped)));
    Welcome.print(all, config, (System.nanoTime() - start) / 1_000_000, OUT);
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /** Halts with 0: a signal that was obeyed is no failure, although the JVM counts it as one. */
  private static void stop(AllInOne all, CountDownLatch stopped) {
    OUT.println("Stopping: calls in flight finish first");
    all.close();
    OUT.println("Stopped");
    OUT.flush();
    stopped.countDown();
    Runtime.getRuntime().halt(0);
  }
}
