package tintype.allinone;

import java.util.List;

/** Runs the whole system in this process, or one command against it. */
public final class TintypeMain {
  private TintypeMain() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(System.out, System.err);
    System.exit(line.run(List.of(arguments), System.getenv()));
  }
}
