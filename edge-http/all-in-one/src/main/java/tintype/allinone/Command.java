package tintype.allinone;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tintype.platform.config.Config;

/** Something that a person asks of a running system, or of one that is started for it. */
interface Command {
  Map<String, Command> ALL =
      new TreeMap<>(
          Map.of(
              "explain-feed", new ExplainFeed(),
              "load-follows", new LoadFollows(),
              "load-posts", new LoadPosts(),
              "reconcile", new Reconcile(),
              "verify", new Verify()));

  /** Fails with {@link StartException}, naming all commands, where there is none of this name. */
  static Command named(String name) {
    Command command = ALL.get(name);
    if (command == null) {
      throw new StartException(
          "No such command: " + name + " (commands: " + String.join(", ", ALL.keySet()) + ").");
    }
    return command;
  }

  /** Returns the exit code: 0, or 1 where something was refused or differs. */
  int run(List<String> operands, Config config, PrintStream out);
}
