package tintype.allinone;

import java.util.List;

/**
 * What one round was, and what came of it.
 *
 * @param killed what was killed
 * @param afterMillis from the first write to the kill
 * @param startsKilled how many of the starts that followed were killed too
 * @param readyMillis from the launch of the last start until all had caught up
 * @param rebuildSeconds of the feed's index
 * @param problems differences to what clients remember
 * @param verify exit code of the command
 * @param reconcile exit code of the command
 */
record RoundReport(
    String killed,
    long afterMillis,
    Tally told,
    int startsKilled,
    long readyMillis,
    double rebuildSeconds,
    int problems,
    int verify,
    int reconcile) {
  private static final String LINE =
      "%5s %-9s %8s %6s %7s %7s %9s %7s %8s %7s %8s %8s %8s %7s %9s%n";

  boolean isGood() {
    return problems == 0 && verify == 0 && reconcile == 0;
  }

  static String table(List<RoundReport> rounds) {
    StringBuilder table = new StringBuilder();
    table.append(
        LINE.formatted(
            "round",
            "killed",
            "after s",
            "posts",
            "deletes",
            "follows",
            "unfollows",
            "others",
            "unknown",
            "starts",
            "ready s",
            "rebuild",
            "problems",
            "verify",
            "reconcile"));
    Tally sum = Tally.NONE;
    for (int i = 0; i < rounds.size(); i++) {
      table.append(rounds.get(i).line(i + 1));
      sum = sum.plus(rounds.get(i).told);
    }
    table.append(
        LINE.formatted(
            "all",
            "",
            "",
            sum.posts(),
            sum.deletions(),
            sum.follows(),
            sum.unfollows(),
            sum.deeds(),
            sum.unanswered(),
            "",
            "",
            "",
            "",
            "",
            ""));
    return table.toString();
  }

  private String line(int number) {
    return LINE.formatted(
        number,
        killed,
        "%.3f".formatted(afterMillis / 1000.0),
        told.posts(),
        told.deletions(),
        told.follows(),
        told.unfollows(),
        told.deeds(),
        told.unanswered(),
        1 + startsKilled,
        "%.1f".formatted(readyMillis / 1000.0),
        "%.2f".formatted(rebuildSeconds),
        problems,
        verify == 0 ? "ok" : "differs",
        reconcile == 0 ? "ok" : "drift");
  }
}
