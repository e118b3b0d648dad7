package tintype.allinone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import tintype.platform.config.Config;

/**
 * Kills the whole system with -9 while clients write, again and again. After each restart every
 * acknowledged write must be there once, every write without an answer must be repeatable, and
 * {@code verify} must find nothing. The module's README says how to run it.
 */
public final class KillRounds implements AutoCloseable {
  private static final Duration AFTER_THE_DATABASE = Duration.ofSeconds(1);
  private static final double STARTS_KILLED = 0.25;
  private static final int MIN_START_MILLIS = 500;
  private static final int MAX_PRINTED = 20;

  /** What dies. */
  private enum Target {
    GROUP,
    JVM,
    DATABASE
  }

  /** How the last start went. */
  private record Start(int killedBefore, long readyMillis, double rebuildSeconds) {}

  private final KillOptions options;
  private final PrintStream out;
  private final Random random;
  private final Path folder;
  private final KilledSystem system;
  private final String name;
  private final WritingClients clients;
  private final SocialClients social = new SocialClients();
  private final List<RoundReport> reports = new ArrayList<>();
  private Start start;

  /**
   * @param out is told how it goes
   */
  KillRounds(KillOptions options, PrintStream out) throws IOException {
    this.options = options;
    this.out = out;
    this.random = new Random(options.seed());
    this.folder =
        options.keepsData()
            ? options.dataDir().toAbsolutePath().normalize()
            : Files.createTempDirectory("tintype-kill").resolve("var");
    this.system = new KilledSystem(options, folder);
    this.name = "kill_" + Long.toString(System.currentTimeMillis(), 36);
    this.clients = new WritingClients(name);
    Runtime.getRuntime().addShutdownHook(new Thread(system::end));
  }

  public static void main(String[] arguments) throws Exception {
    Config config = Config.load(List.of(arguments), Map.of());
    KillOptions options = config.bind("", KillOptions.defaults());
    config.refuseUnknown();
    int exit = 1;
    try (KillRounds rounds = new KillRounds(options, System.out)) {
      exit = rounds.run() ? 0 : 1;
    } catch (RuntimeException | AssertionError e) {
      e.printStackTrace(System.out);
    }
    System.exit(exit);
  }

  /** Whether nothing was wrong. */
  boolean run() throws IOException, InterruptedException {
    out.printf("Data in %s, seed %d%n", folder, options.seed());
    system.launch();
    start = new Start(0, system.awaitReady(), system.rebuildSeconds());
    out.printf("Ready in %.1f s%n", start.readyMillis() / 1000.0);
    try (Backend backend = backend();
        RunningSystem running = running()) {
      out.println(clients.populate(backend, options));
      social.populate(running, name, options);
    }
    for (Target target : targets()) {
      reports.add(round(reports.size() + 1, target));
    }
    out.println(RoundReport.table(reports));
    out.println("Others: " + social.counts());
    boolean good = reports.stream().allMatch(RoundReport::isGood);
    out.println(good ? "Nothing was lost, nothing came twice." : "Some rounds show differences.");
    system.stop();
    if (good && !options.keepsData()) {
      TestFolders.delete(folder.getParent());
    }
    return good;
  }

  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    targets.addAll(Collections.nCopies(options.rounds(), Target.GROUP));
    targets.addAll(Collections.nCopies(options.jvmRounds(), Target.JVM));
    targets.addAll(Collections.nCopies(options.databaseRounds(), Target.DATABASE));
    return targets;
  }

  private RoundReport round(int number, Target target) throws IOException, InterruptedException {
    long from = options.shortest().toMillis();
    long after = from + random.nextLong(Math.max(1, options.longest().toMillis() - from));
    Tally told = writeAndKill(number, target, after);
    out.printf(
        "Round %d: %s killed after %.3f s; acknowledged %,d (%s)%n",
        number, target.name().toLowerCase(), after / 1000.0, told.acknowledged(), told);
    start = restart();
    out.printf(
        "  ready in %.1f s, the feed's index in %.2f s, %d starts killed before%n",
        start.readyMillis() / 1000.0, start.rebuildSeconds(), start.killedBefore());
    List<String> problems = new ArrayList<>();
    try (Backend backend = backend();
        RunningSystem running = running()) {
      problems.addAll(clients.settle());
      problems.addAll(clients.audit(backend, number, random));
      problems.addAll(social.settleAndAudit());
    }
    problems.stream().limit(MAX_PRINTED).forEach(problem -> out.println("  PROBLEM " + problem));
    int verify = run(new Verify());
    int reconcile = run(new Reconcile());
    return new RoundReport(
        target.name().toLowerCase(),
        after,
        told,
        start.killedBefore(),
        start.readyMillis(),
        start.rebuildSeconds(),
        problems.size(),
        verify,
        reconcile);
  }

  private int run(Command command) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int exit = command.run(List.of(), config(), new PrintStream(told));
    told.toString(StandardCharsets.UTF_8).lines().skip(1).forEach(line -> out.println("  " + line));
    return exit;
  }

  private Tally writeAndKill(int number, Target target, long afterMillis)
      throws IOException, InterruptedException {
    AtomicBoolean cut = new AtomicBoolean();
    try (Backend backend = backend();
        RunningSystem running = running()) {
      Future<Tally> told = clients.write(number, cut::get);
      Future<Tally> others = social.write(cut::get);
      Thread.sleep(afterMillis);
      switch (target) {
        case GROUP -> system.killGroup();
        case JVM -> system.killJvm();
        case DATABASE -> {
          system.killDatabase();
          Thread.sleep(AFTER_THE_DATABASE);
        }
      }
      cut.set(true);
      if (target == Target.DATABASE) {
        out.printf("  asked to stop without its database, it ended with %d%n", system.stop());
      }
      return told.get().plus(others.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** A quarter of the starts is killed too, at any moment before it would be ready. */
  private Start restart() throws IOException, InterruptedException {
    int killed = 0;
    while (random.nextDouble() < STARTS_KILLED) {
      system.launch();
      Thread.sleep(MIN_START_MILLIS + random.nextLong(start.readyMillis()));
      system.killWhateverRuns();
      killed++;
    }
    system.launch();
    return new Start(killed, system.awaitReady(), system.rebuildSeconds());
  }

  private Backend backend() throws IOException {
    Backend backend = Backend.of(config(), new PrintStream(OutputStream.nullOutputStream()));
    clients.enter(backend, system.port("http"));
    return backend;
  }

  private RunningSystem running() {
    RunningSystem running = RunningSystem.of(folder);
    social.enter(running);
    return running;
  }

  private Config config() {
    return Config.of(Map.of("data-dir", folder.toString()));
  }

  @Override
  public void close() {
    clients.close();
    social.close();
    system.end();
  }
}
