package tintype.benchmarks.main;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import tintype.benchmarks.AbsentCommand;
import tintype.benchmarks.ApplyCommand;
import tintype.benchmarks.ColdStartCommand;
import tintype.benchmarks.CrashCommand;
import tintype.benchmarks.EffectsCommand;
import tintype.benchmarks.GraphCommand;
import tintype.benchmarks.HomeFeedCommand;
import tintype.benchmarks.LoadCommand;
import tintype.benchmarks.MemoryCommand;
import tintype.benchmarks.MissionCommand;
import tintype.benchmarks.PausesCommand;
import tintype.benchmarks.StackCommand;
import tintype.benchmarks.StatementsCommand;
import tintype.benchmarks.TransportsCommand;
import tintype.benchmarks.VisibleCommand;
import tintype.benchmarks.compare.CompareCommand;
import tintype.benchmarks.social.SocialCommand;

/** Runs one of the benchmarks; each prints its figures. */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    subcommands = {
      AbsentCommand.class,
      CompareCommand.class,
      CrashCommand.class,
      EffectsCommand.class,
      GraphCommand.class,
      HomeFeedCommand.class,
      LoadCommand.class,
      MemoryCommand.class,
      MissionCommand.class,
      PausesCommand.class,
      SocialCommand.class,
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
