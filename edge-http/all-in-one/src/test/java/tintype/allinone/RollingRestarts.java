package tintype.allinone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tintype.platform.config.Config;

/**
 * Restarts each of the five processes in turn, as an update does, while clients write and read. No
 * call that may be repeated fails for good, and nothing acknowledged is lost. The module's README
 * says how to run it.
 */
public final class RollingRestarts {
  private static final PrintStream OUT = System.out;

  /**
   * Keys as {@code --rounds=3}.
   *
   * @param rounds of all five
   * @param clients at the same time
   * @param pause between two restarts
   */
  private record Options(int rounds, int clients, Duration pause) {}

  private RollingRestarts() {}

  public static void main(String[] arguments) throws Exception {
    Config config = Config.load(List.of(arguments), Map.of());
    Options options = config.bind("", new Options(3, 8, Duration.ofSeconds(2)));
    config.refuseUnknown();
    boolean good = true;
    try (FiveJvms system = new FiveJvms().start(Mains.ALL).awaitReady()) {
      for (int i = 0; i < options.rounds(); i++) {
        RollingReport report = of(system, options.clients(), options.pause());
        OUT.println(report.table());
        good &= report.problems().isEmpty();
      }
    }
    System.exit(good ? 0 : 1);
  }

  /** One round. */
  static RollingReport of(FiveJvms system, int clients, Duration pause) {
    PatientCalls patient = new PatientCalls();
    List<RollingReport.Restart> restarts = new ArrayList<>();
    AtomicBoolean stop = new AtomicBoolean();
    try (HttpCalls http = new HttpCalls(system.ports().get("http-port"));
        GrpcCalls grpc = new GrpcCalls(system.ports())) {
      List<RollingClient> all =
          IntStream.range(0, clients)
              .mapToObj(i -> new RollingClient(i, http, grpc, patient))
              .toList();
      try (ExecutorService threads = Executors.newCachedThreadPool()) {
        for (RollingClient client : all) {
          List<String> others =
              all.stream().map(RollingClient::id).filter(id -> !id.equals(client.id())).toList();
          threads.submit(() -> client.run(others, stop));
        }
        for (String name : Mains.ALL) {
          restarts.add(restart(system, name, patient, pause));
        }
        stop.set(true);
      }
      all.forEach(RollingClient::audit);
    }
    return new RollingReport(restarts, patient.problems());
  }

  private static RollingReport.Restart restart(
      FiveJvms system, String name, PatientCalls patient, Duration pause) {
    patient.take();
    long start = System.nanoTime();
    system.signal(name);
    int exit = system.awaitExit(name);
    long stopped = System.nanoTime();
    system.start(name, Map.of());
    system.awaitReady();
    long ready = System.nanoTime();
    LockSupport.parkNanos(pause.toNanos());
    PatientCalls.Counts counts = patient.take();
    return new RollingReport.Restart(
        name,
        exit,
        Duration.ofNanos(stopped - start),
        Duration.ofNanos(ready - stopped),
        counts.calls(),
        counts.repeats(),
        counts.longest());
  }
}
