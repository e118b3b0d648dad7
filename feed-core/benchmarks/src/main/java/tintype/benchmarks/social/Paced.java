package tintype.benchmarks.social;

import java.time.Duration;
import java.util.Locale;
import tintype.benchmarks.OpenLoop;
import tintype.benchmarks.Stall;
import tintype.benchmarks.Times;

/**
 * One kind of call at a fixed rate, with what the machine made of that time beside it.
 *
 * @param calls what is measured
 * @param echo over the same transport
 * @param stall of the scheduler
 */
record Paced(OpenLoop calls, OpenLoop echo, Times stall) {
  /** A prime, so that echoes do not all come at the same moment as one of the calls. */
  private static final int ECHO_RATE = 47;

  static Paced measure(String name, int rate, Duration time, OpenLoop.Call call, OpenLoop.Call echo)
      throws InterruptedException {
    OpenLoop calls = new OpenLoop(name, rate, call);
    OpenLoop echoes = new OpenLoop("  echo beside it", ECHO_RATE, echo);
    Stall stall = Stall.start();
    calls.start(time);
    echoes.start(time);
    calls.await();
    echoes.await();
    return new Paced(calls, echoes, stall.stop());
  }

  double millis(double percentile) {
    return calls.percentile(percentile) / 1e6;
  }

  double echoMillis(double percentile) {
    return echo.percentile(percentile) / 1e6;
  }

  double stallMillis(double percentile) {
    return stall.percentile(percentile) / 1e6;
  }

  void print() {
    calls.print();
    System.out.printf(Locale.ROOT, "  answered %,.1f a second%n", calls.answeredPerSecond());
    echo.print();
    stall.print("");
  }
}
