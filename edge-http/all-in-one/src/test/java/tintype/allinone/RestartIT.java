package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.BatchGetAccountsRequest;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.MuteRequest;
import tintype.graph.v1.UnmuteRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.testkit.Eventually;

/**
 * The system as its operator meets it, in a process of its own: it stops when it is told to, and
 * whatever ends it, the next start on the folder shows everything that was there. One folder, from
 * one test to the next.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestartIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private static Path folder;
  private static Person ana;
  private static Person ben;
  private static Person cy;
  private static World world;

  /** So that planned posts and the bin's posts are dealt with while the tests look. */
  private static final String[] BUSY = {"--media-publish-every=50ms", "--media-purge-every=50ms"};

  private static final List<CutWork> CUT =
      List.of(new CutPurge(), new CutPublication(), new CutDecisions(), new CutBlocks());

  private ChildSystem system;
  private RunningSystem running;
  private GrpcCalls grpc;
  private HttpCalls http;

  /** Everything that somebody can see. */
  private record World(
      List<Account> accounts, List<Post> grid, List<Post> feed, List<String> pictures) {}

  @BeforeAll
  static void makeFolder() {
    folder = TestFolders.make();
  }

  @AfterAll
  static void deleteFolder() throws IOException {
    databases().forEach(database -> ProcessGroup.signal("KILL", database.pid()));
    Eventually.await(SOON, () -> databases().isEmpty());
    TestFolders.delete(folder);
  }

  @AfterEach
  void close() {
    if (running != null) {
      running.close();
    }
    system.close();
  }

  @Test
  @Order(1)
  void sigtermStopsItInTheMidstOfWork() throws Exception {
    launch();
    ana = Person.register(http);
    ben = Person.register(http);
    ben.follow(ana);
    cy = Person.register(http);
    ben.follow(cy);
    ben.call(
        GraphServiceGrpc.getMuteMethod(), MuteRequest.newBuilder().setAccountId(cy.id()).build());
    cy.post("Of somebody who is muted");
    ana.post("Before the first stop");
    ana.delete(ana.post("Deleted before the first stop"));
    ana.post("Last before the first stop");
    Eventually.awaitPass(SOON, () -> assertThat(look().feed()).hasSize(2));
    world = look();

    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean refused = new AtomicBoolean();
      AtomicLong read = new AtomicLong();
      for (int i = 0; i < 4; i++) {
        readers.execute(() -> readUntilRefused(read, refused));
      }
      Eventually.await(SOON, () -> read.get() > 100);
      assertStopsBy("TERM");
      assertThat(refused).isTrue();
    }
  }

  @Test
  @Order(2)
  void afterARestartAllIsThere() {
    launch();

    assertThat(look()).isEqualTo(world);

    ana.over(http).post("Before the kill");
    Eventually.awaitPass(SOON, () -> assertThat(look().feed()).hasSize(3));
    world = look();
    CUT.forEach(work -> work.prepare(running));
    for (CutWork work : CUT) {
      work.begin(running);
      Eventually.await(SOON, () -> work.isUnderWay(running));
    }
    assertThat(system.signal("KILL").awaitExit()).isEqualTo(128 + 9);
    assertThat(databases()).as("left behind by the kill").hasSize(1);
    assertThat(CUT.stream().filter(work -> work.isCut(running)).toList())
        .as("cut before it was done")
        .isNotEmpty();
  }

  @Test
  @Order(3)
  void afterAKillTheDatabaseIsAdoptedAndAllIsThereOnce() {
    long database = databases().getFirst().pid();

    launch();

    assertThat(system.output())
        .contains(
            "Went on with the MariaDB that an earlier run had left running (process " + database);
    assertThat(look()).isEqualTo(world);
    CUT.forEach(work -> work.finish(running));

    ben.over(http)
        .call(
            GraphServiceGrpc.getUnmuteMethod(),
            UnmuteRequest.newBuilder().setAccountId(cy.id()).build());
    Eventually.awaitPass(SOON, () -> assertThat(look().feed()).hasSize(4));
    assertStopsBy("INT");
  }

  @Test
  @Order(4)
  void aSignalDuringTheStartStopsItToo() {
    system = ChildSystem.launch(folder).await("Database: starting");

    assertStopsBy("TERM");
  }

  private void launch() {
    system = ChildSystem.launch(folder, BUSY).awaitRunning();
    running = RunningSystem.of(folder);
    grpc = running.grpc();
    http = running.http();
  }

  private void assertStopsBy(String signal) {
    assertThat(system.signal(signal).awaitExit()).as(system.output()).isZero();
    assertThat(system.lines())
        .contains("Stopping: calls in flight finish first")
        .endsWith("Stopped");
    assertThat(databases()).as("left behind").isEmpty();
  }

  private void readUntilRefused(AtomicLong read, AtomicBoolean refused) {
    var request = GetHomeFeedRequest.newBuilder().setAccountId(ben.number()).build();
    while (true) {
      try {
        var page = ben.over(grpc).call(FeedServiceGrpc.getGetHomeFeedMethod(), request);
        assertThat(page.getPostIdsCount()).isEqualTo(2);
        read.incrementAndGet();
      } catch (RuntimeException | AssertionError e) {
        refused.set(true);
        return;
      }
    }
  }

  private World look() {
    var accounts =
        BatchGetAccountsRequest.newBuilder().addAccountIds(ana.id()).addAccountIds(ben.id());
    var grid = ListAccountPostsRequest.newBuilder().setAccountId(ana.id()).build();
    var feed = ListHomePostsRequest.getDefaultInstance();
    List<Post> posts =
        ben.over(http).call(FeedServiceGrpc.getListHomePostsMethod(), feed).getPostsList();
    List<String> pictures = new ArrayList<>();
    posts.forEach(post -> pictures.add(pictureOf(post)));
    return new World(
        http.call(AccountServiceGrpc.getBatchGetAccountsMethod(), accounts.build(), "")
            .getAccountsList(),
        http.call(PostServiceGrpc.getListAccountPostsMethod(), grid, "").getPostsList(),
        posts,
        pictures);
  }

  private String pictureOf(Post post) {
    var media = post.getMedia(0);
    byte[] bytes = http.download("", media.getId(), media.getRenditions(0).getName()).bytes();
    return java.util.HexFormat.of().formatHex(bytes);
  }

  private static List<ProcessGroup.Member> databases() {
    String argument = "--datadir=" + folder.resolve("mariadb").resolve("data");
    return ProcessGroup.running().stream().filter(p -> p.command().contains(argument)).toList();
  }
}
