package tintype.platform.server;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What {@code /health} says in each part of a process' life: it is asked before there is anything
 * to ask, and until the very end.
 */
public final class Readiness implements Supplier<Map<String, String>> {
  private final String process;
  private volatile Supplier<Map<String, String>> running;

  /**
   * @param process what is named while it starts and stops
   */
  public Readiness(String process) {
    this.process = process;
    this.running = () -> Map.of(process, "starting");
  }

  /** From now on these are asked. */
  public void of(Supplier<Map<String, String>> parts) {
    running = parts;
  }

  /** From now on it is not ready any more. */
  public void stopping() {
    running = () -> Map.of(process, "stopping");
  }

  @Override
  public Map<String, String> get() {
    return running.get();
  }
}
