package tintype.allinone;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;

/** Prints what differs, the first hundred in full. */
final class Differences {
  private static final int MAX_PRINTED = 100;
  private final AtomicLong count = new AtomicLong();
  private final PrintStream out;

  Differences(PrintStream out) {
    this.out = out;
  }

  void add(String format, Object... arguments) {
    if (count.incrementAndGet() <= MAX_PRINTED) {
      out.println("DIFFERS " + String.format(format, arguments));
    }
  }

  long count() {
    return count.get();
  }

  String summary() {
    return count() == 0 ? "Nothing differs." : String.format("%,d differences.", count());
  }
}
