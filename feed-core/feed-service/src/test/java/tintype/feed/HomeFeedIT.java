package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.feed.v1.Feed.State;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.platform.server.RunningService;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Over a real database and its binary log. */
class HomeFeedIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase databases =
      TestDatabase.of(Keyspace.ACCOUNT, Keyspace.GRAPH, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(databases, Keyspace.ACCOUNT, Keyspace.GRAPH, Keyspace.MEDIA);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FeedTables tables = new FeedTables(databases);

  @Test
  void isBuiltFromTheTablesAndFollowsTheLogs() {
    for (long account = 1; account <= 4; account++) {
      tables.account(account, account == 3 ? 2 : 0);
    }
    tables.follow(1, 2, true);
    tables.follow(1, 3, true);
    tables.follow(1, 4, false);
    tables.post(2, 100, 0);
    tables.post(2, 101, 1);
    tables.post(3, 102, 0);
    tables.post(4, 103, 0);

    RunningService service = installation.start(FeedModule::new);
    Eventually.await(PATIENCE, () -> service.notReady().isEmpty());
    assertThat(feed(1).getPostIdsList()).containsExactly(100L);
    assertThat(feed(1).getState()).isEqualTo(State.READY);
    assertThat(feed(4).getPostIdsList()).containsExactly(103L);
    assertThat(feed(77).getState()).isEqualTo(State.NOBODY_FOLLOWED);

    tables.follow(1, 4, true);
    tables.post(2, 101, 0);
    tables.account(3, 0);
    awaitFeed(1, 103, 102, 101, 100);

    tables.post(2, 100, 1);
    tables.follow(1, 3, false);
    tables.account(4, 1);
    awaitFeed(1, 101);

    // Four mutes: for good, until a day that is far, until one that has passed, and none.
    long far = 4_102_444_800_000_000L;
    tables.account(4, 0);
    tables.relate(1, 2, true, true, 0);
    tables.relate(1, 3, true, true, far);
    tables.relate(1, 4, true, true, 1);
    awaitFeed(1, 103);
    tables.relate(1, 3, true, false, 0);
    awaitFeed(1, 103, 102);
    assertThat(installation.metrics().get("feed.rebuild").timer().count()).isEqualTo(1);

    HomeFeedIndex index = service.injector().getInstance(HomeFeedIndex.class);
    index.rebuild();
    Eventually.await(PATIENCE, () -> index.rebuilds() == 2);
    tables.post(2, 104, 0);
    awaitFeed(2, 104, 101);
    awaitFeed(1, 103, 102);
    tables.relate(1, 2, true, false, 0);
    awaitFeed(1, 104, 103, 102, 101);
  }

  private static GetHomeFeedResponse feed(long account) {
    return installation
        .asService(FeedServiceGrpc.newBlockingStub(installation.channel("feed")), "tools")
        .getHomeFeed(GetHomeFeedRequest.newBuilder().setAccountId(account).build());
  }

  private static void awaitFeed(long account, long... posts) {
    List<Long> expected = Arrays.stream(posts).boxed().toList();
    Eventually.awaitPass(
        PATIENCE, () -> assertThat(feed(account).getPostIdsList()).isEqualTo(expected));
  }
}
