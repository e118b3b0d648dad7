package tintype.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import tintype.benchmarks.compare.CompareCommand;

/** Runs one of the benchmarks; each prints its figures. */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    subcommands = {
      CompareCommand.class,
      CrashCommand.class,
      CrashChildCommand.class,
      GraphCommand.class,
      HomeFeedCommand.class,
      HomeFeedServer.class,
      LoadCommand.class,
      MemoryCommand.class,
      MissionCommand.class,
      PausesCommand.class,
      StackCommand.class,
      StatementsCommand.class,
      TransportsCommand.class,
      VisibleCommand.class,
      ColdStartCommand.class,
      ApplyCommand.class
    })
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }
}
