package tintype.benchmarks.compare;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * CPU of the measuring thread itself, beside JMH's times: what others do on the machine makes an
 * operation late, but hardly dearer. Taken around thousands of operations, as it is a system call.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ThreadTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  public long cpuNanos;
  public long operations;

  private long began;

  void begin() {
    began = THREADS.getCurrentThreadCpuTime();
  }

  void end(int done) {
    cpuNanos += THREADS.getCurrentThreadCpuTime() - began;
    operations += done;
  }
}
