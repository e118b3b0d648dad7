package tintype.allinone;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Calls that are made at once, of which some are acknowledged before a kill and some are not. */
final class CutCalls<T> {
  private final Set<T> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<T> unanswered = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Makes a call for each, and returns at once. */
  void begin(Collection<T> all, Consumer<T> call) {
    all.forEach(one -> threads.execute(() -> callOrLeave(one, call)));
  }

  private void callOrLeave(T one, Consumer<T> call) {
    try {
      call.accept(one);
      acknowledged.add(one);
    } catch (RuntimeException | AssertionError e) {
      // It was cut off, or came too late; whatever else it was, the next call meets it again.
      unanswered.add(one);
    }
  }

  boolean isAnyAcknowledged() {
    return !acknowledged.isEmpty();
  }

  /** Waits until all have been cut off, then calls again for those without an answer. */
  void finish(Consumer<T> call) {
    threads.close();
    unanswered.forEach(call);
  }
}
