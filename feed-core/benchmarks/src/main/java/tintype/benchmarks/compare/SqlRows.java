package tintype.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;
import tintype.benchmarks.Network;

/** What the database takes for joining a feed, next to a statement that asks nothing. */
final class SqlRows {
  static final String JOIN = "SQL join";
  static final String ECHO = "SELECT 1";

  /** The rest of the time is for what comes late. */
  private static final double CALM = 0.3;

  private final Report report;
  private final Effort effort;

  SqlRows(Report report, Effort effort) {
    this.report = report;
    this.effort = effort;
  }

  /** Loads a server, compares its answers, and asks it over one connection. */
  void measure(Network network, BruteForce bruteForce, Path folder)
      throws IOException, SQLException {
    report.say("MariaDB gets " + network.posts() + " posts and " + effort.readers() + " lists.");
    Files.createDirectories(folder);
    try (SqlPeer peer = new SqlPeer(folder, network, effort.readers())) {
      bruteForce.check(peer, effort.readers(), ReadBenchmark.LIMIT);
      Cores.giveServer(peer.pid());
      Cores.takeRest();
      for (int round = -1; round < effort.rounds(); round++) {
        Row echo = load(peer, ECHO, reader -> peer.echo());
        Row join = load(peer, JOIN, reader -> peer.feed(reader, ReadBenchmark.LIMIT));
        // The first round only warms up.
        if (round >= 0) {
          report.add(echo);
          report.add(join);
        }
      }
    } finally {
      Cores.takeAll();
    }
  }

  private Row load(SqlPeer peer, String name, IntConsumer call) throws IOException {
    Histogram nanos = new Histogram(3);
    double before = Cores.cpuMicros(peer.pid());
    long begin = System.nanoTime();
    long end = begin + effort.load().toNanos();
    int calls = 0;
    for (long start = begin; start < end; calls++) {
      call.accept(calls % effort.readers());
      long now = System.nanoTime();
      nanos.recordValue(now - start);
      start = now;
    }
    double micros = (System.nanoTime() - begin) / 1e3;
    double cpu = Cores.cpuMicros(peer.pid()) - before;
    Histogram calm = atRate(micros / calls / CALM * 1e3, call);
    return new Row(
        "E",
        name,
        nanos.getValueAtPercentile(50) / 1e3,
        calm.getValueAtPercentile(99) / 1e3,
        cpu / calls,
        1e6 * calls / micros,
        Double.NaN);
  }

  /** Times from when a call was due, whatever became of the calls before. */
  private Histogram atRate(double periodNanos, IntConsumer call) {
    Histogram nanos = new Histogram(3);
    long begin = System.nanoTime();
    int calls = (int) (effort.load().toNanos() / periodNanos);
    for (int i = 0; i < calls; i++) {
      long due = begin + (long) (i * periodNanos);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      call.accept(i % effort.readers());
      nanos.recordValue(System.nanoTime() - due);
    }
    return nanos;
  }
}
