package tintype.benchmarks;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;

/** Kills a process with an engine again and again, and looks at what the next one makes of it. */
@Command(
    name = "crash",
    description = "kill -9 at random: time until ready from snapshot and log, and feeds compared.")
public final class CrashCommand implements Callable<Integer> {
  private static final double GB = 1e9;

  @Option(names = "--rounds", description = "Kills looked at (default: ${DEFAULT-VALUE}).")
  private int rounds = 100;

  @Option(names = "--accounts", description = "People (default: ${DEFAULT-VALUE}).")
  private int accounts = 100_000;

  @Option(names = "--followees", description = "Of each, on average (default: ${DEFAULT-VALUE}).")
  private int followees = 200;

  @Option(names = "--memory-mb", description = "Of a store (default: ${DEFAULT-VALUE}).")
  private long memoryMb = 1_024;

  @Option(names = "--seed", description = "Of the moments of the kills.")
  private long seed = 9;

  private final Times begin = new Times("first empty store");
  private final Times load = new Times("load the snapshot");
  private final Times replay = new Times("replay the log");
  private final Times ready = new Times("ready, JVM included");
  private final Times round = new Times("round, checks included");
  private double worstSecondsPerGb;
  private long replayed;
  private int early;

  /** What a child said when it was ready. */
  private record Report(
      long bytes, long replayed, long next, long begin, long load, long replay, long[] feeds) {
    /** Whether it had a snapshot to go on from. */
    boolean saved() {
      return bytes > 0;
    }
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("crash");
    CrashWorld world = new CrashWorld(accounts, followees);
    int wrong = 0;
    try (FeedStore truth = FeedStore.create(FeedStoreConfig.ofBytes(memoryMb << 20));
        CrashLog log = new CrashLog(folder.resolve("log"))) {
      world.fill(truth.applier());
      SplittableRandom random = new SplittableRandom(seed);
      long applied = 0;
      for (int i = 0; i < rounds; i++) {
        if (random.nextInt(4) == 0) {
          killEarly(folder, random);
        }
        long start = System.nanoTime();
        Report report = oneRound(folder, random);
        log.replay(applied, report.next(), change -> change.apply(truth.applier()));
        applied = report.next();
        wrong += differences(report.feeds(), CrashFeeds.of(truth.reader(), accounts), i);
        round.record(System.nanoTime() - start);
        record(report);
      }
    } finally {
      delete(folder);
    }
    print(wrong);
    return wrong == 0 ? 0 : 1;
  }

  /** Kills a child that may still be loading. */
  private void killEarly(Path folder, SplittableRandom random) throws Exception {
    Process child = start(folder);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
    kill(child);
    early++;
  }

  private Report oneRound(Path folder, SplittableRandom random) throws Exception {
    long start = System.nanoTime();
    Process child = start(folder);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(child.getInputStream()))) {
      long bytes = in.readLong();
      if (bytes > 0) {
        ready.record(System.nanoTime() - start);
      }
      Report report =
          new Report(
              bytes,
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              readFeeds(in));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(2_500));
      return report;
    } finally {
      kill(child);
    }
  }

  private long[] readFeeds(DataInputStream in) throws IOException {
    long[] feeds = new long[accounts];
    for (int i = 0; i < accounts; i++) {
      feeds[i] = in.readLong();
    }
    return feeds;
  }

  private static int differences(long[] feeds, long[] expected, int round) {
    int wrong = 0;
    for (int i = 0; i < feeds.length; i++) {
      if (feeds[i] != expected[i] && wrong++ == 0) {
        System.out.printf("round %d: the feed of account %d differs%n", round, i + 1);
      }
    }
    return wrong;
  }

  private void record(Report report) {
    begin.record(report.begin());
    if (report.saved()) {
      load.record(report.load());
      replay.record(report.replay());
      replayed += report.replayed();
      double seconds = (report.load() + report.replay()) / 1e9;
      worstSecondsPerGb = Math.max(worstSecondsPerGb, seconds / (report.bytes() / GB));
    }
    System.out.printf(
        Locale.ROOT,
        "%s %,14d bytes  load %6.0f ms  replay %,9d changes in %5.0f ms  at change %,d%n",
        report.saved() ? "snapshot" : "rebuilt ",
        report.bytes(),
        report.load() / 1e6,
        report.replayed(),
        report.replay() / 1e6,
        report.next());
  }

  private void print(int wrong) {
    System.out.printf(
        Locale.ROOT,
        "%n%d rounds over %,d accounts, %d more kills while starting: %d feeds differ%n",
        rounds,
        accounts,
        early,
        wrong);
    begin.print("   in a new JVM");
    load.print("");
    replay.print(String.format(Locale.ROOT, "   %,d changes in all", replayed));
    ready.print("");
    round.print("");
    System.out.printf(Locale.ROOT, "worst load and replay: %.2f s a GB%n", worstSecondsPerGb);
  }

  private Process start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xm"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx512m",
            "-classpath",
            System.getProperty("java.class.path"),
            CrashChildCommand.class.getName(),
            "--folder=" + folder,
            "--accounts=" + accounts,
            "--followees=" + followees,
            "--memory-mb=" + memoryMb));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void kill(Process child) throws InterruptedException {
    child.destroyForcibly();
    child.waitFor();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
