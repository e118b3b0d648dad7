package tintype.allinone;

import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Runs the whole system in this process, or one command against it. */
public final class TintypeMain {
  private TintypeMain() {}

  public static void main(String[] arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    CommandLine line = new CommandLine(System.out, System.err);
    System.exit(line.run(List.of(arguments), System.getenv()));
  }
}
