package tintype.benchmarks.social;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.benchmarks.Machine;
import tintype.benchmarks.Target;
import tintype.benchmarks.TemporaryFolder;

/**
 * Likes, comments, relationships, feeds and grids of a whole system in one JVM, over its ports, at
 * a tenth of the data and at all of it.
 */
@Command(
    name = "social",
    description =
        "Likes, comments, relationships, feeds and grids at 10 %% and 100 %% of the data.")
public final class SocialCommand implements Callable<Integer> {
  @Option(
      names = "--data-dir",
      description = "Of the system; empty, and kept (default: one that is removed).")
  private Path dataDir;

  @Option(names = "--accounts", description = "In the end (default: ${DEFAULT-VALUE}).")
  private int accounts = 20_000;

  @Option(names = "--follows", description = "In the end (default: ${DEFAULT-VALUE}).")
  private int follows = 1_000_000;

  @Option(names = "--posts", description = "In the end (default: ${DEFAULT-VALUE}).")
  private int posts = 200_000;

  @Option(names = "--seconds", description = "Of a measurement (default: 10; --short: 3).")
  private int seconds;

  @Option(names = "--rate", description = "Feed pages a second (default: ${DEFAULT-VALUE}).")
  private int rate = 500;

  @Option(names = "--callers", description = "Who write at once (default: ${DEFAULT-VALUE}).")
  private int callers = 32;

  @Option(names = "--readers", description = "Over the edge (default: ${DEFAULT-VALUE}).")
  private int readers = 2_000;

  @Option(names = "--seed", description = "Of the data (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--short", description = "Less time for each measurement, and fewer rounds.")
  private boolean brief;

  @Option(names = "--heap", description = "Of the system (default: ${DEFAULT-VALUE}).")
  private String heap = "3g";

  @Option(names = "--server-flag", description = "More flags of the system's JVM.")
  private List<String> flags = new ArrayList<>();

  private final World world = new World();
  private final Figures figures = new Figures();
  private final long start = System.nanoTime();

  @Override
  public Integer call() throws Exception {
    Machine machine = new Machine();
    machine.print(System.out);
    Plan plan =
        new Plan(seconds > 0 ? seconds : brief ? 3 : 10, brief ? 2 : 3, callers, rate, readers);
    System.out.printf("seed %d, %s; the load runs on the cores of what it measures%n", seed, plan);
    List<Growth.Stage> stages = new Growth(accounts, follows, posts, seed).stages();

    Path folder = folder();
    Path log = folder.resolveSibling(folder.getFileName() + ".log");
    int lost = 0;
    try (SystemProcess system = SystemProcess.start(folder, log, heap, flags)) {
      say("the system runs, and tells what it does in " + log);
      for (Growth.Stage stage : stages) {
        lost += measure(system, folder, stage, plan);
        figures.print(System.out);
      }
    } finally {
      if (dataDir == null) {
        new TemporaryFolder(folder).close();
      }
    }
    machine.printUse(System.out);
    say(lost == 0 ? "no update is lost" : "UPDATES OF " + lost + " POSTS ARE LOST");
    return lost == 0 ? 0 : 1;
  }

  private int measure(SystemProcess system, Path folder, Growth.Stage stage, Plan plan)
      throws Exception {
    Target target = system.target();
    new Loading(target, world).load(stage);
    figures.begin(100 * world.accounts() / accounts + " %");
    system.awaitQuiet();
    say(
        String.format(
            Locale.ROOT, "%,d accounts and %,d posts are there", world.accounts(), world.posts()));

    Readers some = Readers.of(folder, world.some(plan.readers()));
    Reads reads = new Reads(target, world, some, plan, figures);
    if (stage.first() == 0) {
      say("warming up");
      reads.warmUp();
      system.awaitQuiet();
    }
    reads.relationships();
    reads.grid();
    reads.feed();

    int lost = 0;
    for (Engagement engagement : Engagement.values()) {
      say(engagement + " by " + plan.callers() + " callers");
      system.awaitQuiet();
      WriteCheck check = new WriteCheck(target, folder, engagement);
      lost += new Writes(system, check, engagement, world, plan).measure(figures);
    }
    return lost;
  }

  private Path folder() throws IOException {
    if (dataDir == null) {
      return Files.createTempDirectory("social");
    }
    Path folder = Files.createDirectories(dataDir.toAbsolutePath());
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IllegalArgumentException(folder + " is not empty");
      }
    }
    return folder;
  }

  private void say(String sentence) {
    System.out.printf(Locale.ROOT, "%n[%.0f s] %s%n", (System.nanoTime() - start) / 1e9, sentence);
  }
}
