package tintype.allinone;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tintype.platform.config.Config;

/**
 * Disturbs the Vitess cluster of a running all-in-one while a crowd writes and reads through the
 * edge. Afterwards every acknowledged write must be there once, and {@code verify} must find
 * nothing. The module's README says how to run it.
 */
public final class Disturbances {
  private static final PrintStream OUT = System.out;

  /** Calls go on for so long after the disturbance. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(10);

  /** Seconds of posts that there are pictures for beyond the phases whose length is known. */
  private static final long SPARE_SECONDS = 120;

  private final DisturbanceOptions options;

  private Disturbances(DisturbanceOptions options) {
    this.options = options;
  }

  public static void main(String[] arguments) throws Exception {
    Config config = Config.load(List.of(arguments), Map.of());
    DisturbanceOptions options = config.bind("", DisturbanceOptions.defaults());
    config.refuseUnknown();
    if (!DataFolder.isTaken(options.dataDir())) {
      throw new StartException("No Tintype runs on " + options.dataDir() + ".");
    }
    Disturbances disturbances = new Disturbances(options);
    boolean good = true;
    for (Disturbance disturbance : Disturbance.parseAll(options.disturb())) {
      OUT.printf("%n== %s%n", disturbance.name());
      DisturbanceReport report = disturbances.of(disturbance);
      OUT.print(report.text());
      good &= report.isGood();
    }
    System.exit(good ? 0 : 1);
  }

  private DisturbanceReport of(Disturbance disturbance) throws InterruptedException {
    Config config = Config.of(Map.of("data-dir", options.dataDir().toString()));
    int httpPort = DataFolder.readPorts(options.dataDir()).get("http-port");
    try (Backend backend = Backend.of(config, OUT);
        HttpCalls http = new HttpCalls(httpPort)) {
      Crowd crowd = Crowd.gather(backend, http, options, pictures());
      CrowdWrites writes = new CrowdWrites(crowd);
      DisturbedLoad load = new DisturbedLoad(backend, http, crowd, writes, options);
      load.start();
      pause(options.warmUp());
      load.begin();
      pause(options.quiet());
      DisturbedLoad.Phase quiet = load.end();
      load.begin();
      double seconds = perform(disturbance);
      DisturbedLoad.Phase disturbed = load.end();
      Collection<String> problems = new ArrayList<>(load.stop());
      CrowdAudit audit = new CrowdAudit(crowd, writes);
      problems.addAll(audit.run());
      int verify = options.verify() ? verify(config) : 0;
      return new DisturbanceReport(
          disturbance.name(), seconds, quiet, disturbed, audit.size(), problems, verify);
    }
  }

  private int pictures() {
    Duration known =
        options.warmUp().plus(options.quiet()).plus(options.disturbed()).plus(AFTERWARDS);
    return DisturbedLoad.posts(options, known.toSeconds() + SPARE_SECONDS);
  }

  /** Returns the seconds that the disturbance itself took; calls go on for longer. */
  private double perform(Disturbance disturbance) {
    long start = System.nanoTime();
    disturbance.perform(options.cluster(), OUT);
    long took = System.nanoTime() - start;
    pause(max(AFTERWARDS, options.disturbed().minusNanos(took)));
    return took / 1e9;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static int verify(Config config) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int exit = new Verify().run(List.of(), config, new PrintStream(told));
    told.toString(StandardCharsets.UTF_8).lines().skip(1).forEach(line -> OUT.println("  " + line));
    return exit;
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
