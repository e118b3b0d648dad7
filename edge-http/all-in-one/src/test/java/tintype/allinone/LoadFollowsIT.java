package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountSummary;
import tintype.account.v1.GetAccountByUsernameRequest;
import tintype.account.v1.LogInRequest;
import tintype.account.v1.SessionServiceGrpc;
import tintype.allinone.Commands.Outcome;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowingRequest;

/** {@code load-follows}, as its user meets it. Each test has ids of its own. */
class LoadFollowsIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final int PEOPLE = 60;
  private static final int EDGES = 400;

  private final Commands commands = new Commands(SYSTEM);
  @TempDir Path folder;

  @Test
  void aFileOfFollowsIsLoadedOnce() throws IOException {
    Path file = write("graph.tsv", randomLines(10_000, 1));

    Outcome first = commands.run("load-follows", file.toString());
    Footprint loaded = SYSTEM.footprint();
    Outcome again = commands.run("load-follows", file.toString());

    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(first.out())
        .contains(PEOPLE + " accounts in ")
        .contains(EDGES + " follows in ")
        .contains(EDGES + " new, 0 there already, 0 refused by the rules; 0 bad lines");
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.out()).contains("0 new, " + EDGES + " there already");
    // Mirrors follow in their own time; all else is as it was.
    assertThat(SYSTEM.footprint().rows().get("account.account"))
        .isEqualTo(loaded.rows().get("account.account"));
    assertThat(SYSTEM.footprint().rows().get("graph.outbox"))
        .isEqualTo(loaded.rows().get("graph.outbox"));
  }

  @Test
  void aGzipIsLoadedAndPeopleCanLogInWhereAskedFor() throws IOException {
    Path file = folder.resolve("graph.tsv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("20001\t20002\n20001\t20003\n20003\t20001\n".getBytes(StandardCharsets.US_ASCII));
    }

    Outcome outcome =
        commands.run("load-follows", file.toString(), "--load-password=silver and tin");

    assertThat(outcome.exit()).as(outcome.toString()).isZero();
    assertThat(followingOf("u20001", "silver and tin"))
        .containsExactlyInAnyOrder("u20002", "u20003");
  }

  @Test
  void badLinesAreNamedByNumberAndTheRestIsLoaded() throws IOException {
    List<String> lines =
        List.of(
            "30001\t30002",
            "30001 30003",
            "",
            "thirty\t30003",
            "30002\t30002",
            "-1\t30002",
            "30002\t9999999999",
            "30002\t30001\textra",
            "30002\t30001");
    Path file = write("bad.tsv", lines);

    Outcome outcome = commands.run("load-follows", file.toString());

    assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(1);
    for (int bad : new int[] {2, 3, 4, 6, 7, 8}) {
      assertThat(outcome.out()).contains("line " + bad + ": expected two numbers up to");
    }
    assertThat(outcome.out())
        .contains("line 5: nobody can follow themselves")
        .contains("2 follows in ", "2 new", "7 bad lines")
        .doesNotContain("line 1:", "line 9:");
  }

  @Test
  void aFollowerBeyondTheLimitIsRefusedByTheRulesNotByTheCall() throws IOException {
    int limit = 7_500;
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= limit + 20; i++) {
      lines.add("40000\t" + (40_000 + i));
    }

    Outcome outcome = commands.run("load-follows", write("greedy.tsv", lines).toString());

    assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(1);
    assertThat(outcome.out()).contains("7,500 new, 0 there already, 20 refused by the rules");
  }

  @Test
  void aFileThatIsNotThereIsOneSentence() {
    Outcome outcome = commands.run("load-follows", folder.resolve("nothing.tsv").toString());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("Cannot read ").hasLineCount(1);
  }

  @Test
  void aGzipThatIsCutOffIsOneSentenceAndLoadsNothing() throws IOException {
    Path whole = folder.resolve("whole.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write(String.join("\n", randomLines(50_000, 5)).getBytes(StandardCharsets.US_ASCII));
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.gz");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Footprint before = SYSTEM.footprint();

    Outcome outcome = commands.run("load-follows", cut.toString());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("Cannot read ").hasLineCount(1);
    assertThat(SYSTEM.footprint().rows().get("account.account"))
        .isEqualTo(before.rows().get("account.account"));
  }

  @Test
  void wrongWordsSayWhatIsRight() {
    assertThat(commands.run("load-follow").err())
        .isEqualToIgnoringNewLines(
            "No such command: load-follow (commands: explain-feed, load-follows, load-posts, reconcile, verify).");
    assertThat(commands.run("load-follows").err()).contains("load-follows FILE");
    assertThat(commands.run("load-posts").err()).contains("--posts=N --photos=DIR");
    assertThat(commands.run("verify", "everything").err()).contains("no operands");
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private static List<String> randomLines(int firstId, long seed) {
    Random random = new Random(seed);
    Set<String> lines = new TreeSet<>();
    for (int i = 0; i < PEOPLE; i++) {
      lines.add((firstId + i) + "\t" + (firstId + (i + 1) % PEOPLE));
    }
    while (lines.size() < EDGES) {
      int follower = random.nextInt(PEOPLE);
      int followee = random.nextInt(PEOPLE);
      if (follower != followee) {
        lines.add((firstId + follower) + "\t" + (firstId + followee));
      }
    }
    return List.copyOf(lines);
  }

  private static List<String> followingOf(String username, String password) {
    Calls calls = SYSTEM.grpc();
    var logIn = LogInRequest.newBuilder().setLogin(username).setPassword(password).build();
    String token =
        calls.call(SessionServiceGrpc.getLogInMethod(), logIn, "").getTokens().getAccessToken();
    var byName = GetAccountByUsernameRequest.newBuilder().setUsername(username).build();
    String id =
        calls
            .call(AccountServiceGrpc.getGetAccountByUsernameMethod(), byName, "")
            .getAccount()
            .getId();
    var list = ListFollowingRequest.newBuilder().setAccountId(id).build();
    return calls
        .call(GraphServiceGrpc.getListFollowingMethod(), list, token)
        .getAccountsList()
        .stream()
        .map(AccountSummary::getUsername)
        .toList();
  }
}
