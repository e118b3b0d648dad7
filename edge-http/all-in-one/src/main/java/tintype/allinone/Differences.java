package tintype.allinone;

import java.io.PrintStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What differs: how much of it, and the first hundred in words. Thread-safe. */
final class Differences {
  private static final int MAX_PRINTED = 100;
  private final AtomicLong count = new AtomicLong();
  private final Queue<String> first = new ConcurrentLinkedQueue<>();

  void add(String format, Object... arguments) {
    if (count.incrementAndGet() <= MAX_PRINTED) {
      first.add("DIFFERS " + String.format(format, arguments));
    }
  }

  long count() {
    return count.get();
  }

  void print(PrintStream out) {
    List.copyOf(first).forEach(out::println);
    out.println(count() == 0 ? "Nothing differs." : String.format("%,d differences.", count()));
  }
}
