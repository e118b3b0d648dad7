package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.testkit.Eventually;

/** Processes start, stop and come back in any order; each waits for what is not there yet. */
class StartOrderIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  private Mains mains;

  @BeforeEach
  void startTheDatabase() {
    mains = new Mains();
  }

  @AfterEach
  void stopAll() throws Exception {
    mains.close();
    TestFolders.delete(mains.folder());
  }

  @Test
  void eachWaitsForTheDatabaseAndTheOthersAndSaysSo() throws Exception {
    mains.stopDatabase();
    mains.start("feed");
    mains.start("edge");
    mains.start("graph");
    mains.start("media");
    theyWaitForTheDatabase();
    oneThatWaitsCanBeStopped();

    mains.startDatabase();
    theyWaitForAccountService();

    mains.start("account");
    allAreReady();
    aFollowSucceeds();
    aServiceThatIsAwayIsTriedAgain();
  }

  private void theyWaitForTheDatabase() {
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(mains.health("graph"))
                .startsWith("not ready\n")
                .contains("graph/schema: waiting for keyspace graph: Connection refused")
                .contains("graph/ids: waiting for keyspace account: Connection refused")
                .contains("graph/session-endings: "));
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(mains.health("edge"))
                .startsWith("not ready\n")
                .containsPattern("account: cannot be reached: .*Connection refused")
                .contains("graph: refuses calls at present")
                .contains("media: refuses calls at present"));
    try (GrpcCalls calls = new GrpcCalls(mains.ports())) {
      var request = FollowRequest.newBuilder().setAccountId("1").build();
      Refused refused =
          Refused.by(() -> calls.call(GraphServiceGrpc.getFollowMethod(), request, ""));
      assertThat(refused.codeAndReason()).isEqualTo("UNAVAILABLE TRY_AGAIN");
    }
    try (HttpCalls calls = new HttpCalls(mains.port("edge"))) {
      for (String path : new String[] {"/v1/accounts/1:follow", "/v1/accounts"}) {
        HttpResponse<byte[]> answer = calls.sendJson("POST", path, "", "{}");
        assertThat(answer.statusCode()).as(path).isEqualTo(503);
        assertThat(HttpCalls.refusal(answer).codeAndReason()).isEqualTo("UNAVAILABLE TRY_AGAIN");
        assertThat(answer.headers().firstValue("retry-after")).as(path).isPresent();
      }
    }
  }

  private void oneThatWaitsCanBeStopped() {
    long start = System.nanoTime();
    mains.stop("media");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    mains.start("media");
  }

  private void theyWaitForAccountService() {
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(mains.health("graph"))
                .doesNotContain("graph/schema")
                .contains(
                    "graph/ids: waiting for keyspace account: "
                        + "Table 'account.node_lease' doesn't exist"));
  }

  private void allAreReady() {
    Eventually.awaitPass(
        SOON,
        () -> {
          for (String name : Mains.ALL) {
            assertThat(mains.health(name)).as(name).startsWith("ready\n");
          }
        });
  }

  private void aFollowSucceeds() {
    try (HttpCalls calls = new HttpCalls(mains.port("edge"))) {
      Person ana = Person.register(calls);
      assertThat(Person.register(calls).follow(ana).getFollowing()).isTrue();
    }
  }

  /** And found as soon as it is back, without a restart of those who need it. */
  private void aServiceThatIsAwayIsTriedAgain() {
    mains.stop("graph");
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(mains.health("edge"))
                .containsPattern("^not ready\ngraph: cannot be reached: .*Connection refused"));
    try (HttpCalls calls = new HttpCalls(mains.port("edge"))) {
      Person ana = Person.register(calls);
      Person ben = Person.register(calls);
      assertThat(Refused.by(() -> ben.follow(ana)).codeAndReason())
          .isEqualTo("UNAVAILABLE TRY_AGAIN");

      mains.start("graph");
      allAreReady();
      assertThat(ben.follow(ana).getFollowing()).isTrue();
    }
  }
}
