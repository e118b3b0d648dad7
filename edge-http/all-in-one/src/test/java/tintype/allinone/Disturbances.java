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
  private final DisturbanceOptions options;
  private final PrintStream out;
  private final long start = System.nanoTime();

  Disturbances(DisturbanceOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    Config config = Config.load(List.of(arguments), Map.of());
    DisturbanceOptions options = config.bind("", DisturbanceOptions.defaults());
    config.refuseUnknown();
    if (!DataFolder.isTaken(options.dataDir())) {
      throw new StartException("No Tintype runs on " + options.dataDir() + ".");
    }
    System.exit(new Disturbances(options, System.out).run() ? 0 : 1);
  }

  /** Whether nothing was lost or doubled in any of them. */
  boolean run() throws InterruptedException {
    boolean good = true;
    for (Disturbance disturbance : Disturbance.parseAll(options.disturb())) {
      say("== " + disturbance.name());
      DisturbanceReport report = of(disturbance);
      out.print(report.text());
      good &= report.isGood();
    }
    return good;
  }

  private DisturbanceReport of(Disturbance disturbance) throws InterruptedException {
    Config config = Config.of(Map.of("data-dir", options.dataDir().toString()));
    int httpPort = DataFolder.readPorts(options.dataDir()).get("http-port");
    try (Backend backend = Backend.of(config, out);
        HttpCalls http = new HttpCalls(httpPort)) {
      Crowd crowd = Crowd.gather(backend, http, options, pictures(disturbance));
      CrowdWrites writes = new CrowdWrites(crowd);
      DisturbedLoad load = new DisturbedLoad(backend, http, crowd, writes, options);
      say(crowd.people().size() + " people and " + crowd.pictures().size() + " pictures are ready");
      load.start();
      pause(options.warmUp());
      say("counting");
      load.begin();
      pause(options.quiet());
      DisturbedLoad.Phase quiet = load.end();
      load.begin();
      double seconds = perform(disturbance);
      DisturbedLoad.Phase disturbed = load.end();
      say("waiting for the last answers");
      Collection<String> problems = new ArrayList<>(load.stop());
      say("comparing with what was acknowledged");
      CrowdAudit audit = new CrowdAudit(crowd, writes);
      problems.addAll(audit.run());
      int verify = options.verify() ? verify(config) : 0;
      return new DisturbanceReport(
          disturbance.name(), seconds, quiet, disturbed, audit.size(), problems, verify);
    }
  }

  /** As many as can be posted meanwhile. */
  private int pictures(Disturbance disturbance) {
    Duration known = options.warmUp().plus(options.quiet()).plus(options.afterwards());
    long longest = Math.max(disturbance.longestSeconds(), options.disturbed().toSeconds());
    return DisturbedLoad.posts(options, known.toSeconds() + longest);
  }

  /** Returns the seconds that the disturbance itself took; calls go on for longer. */
  private double perform(Disturbance disturbance) {
    long begun = System.nanoTime();
    disturbance.perform(options.cluster(), this::say);
    long took = System.nanoTime() - begun;
    pause(max(options.afterwards(), options.disturbed().minusNanos(took)));
    return took / 1e9;
  }

  private void say(String line) {
    out.printf("%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, line);
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private int verify(Config config) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int exit = new Verify().run(List.of(), config, new PrintStream(told));
    told.toString(StandardCharsets.UTF_8).lines().skip(1).forEach(this::say);
    return exit;
  }

  private static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
