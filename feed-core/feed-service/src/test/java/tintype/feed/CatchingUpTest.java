package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.feed.v1.Feed.State;
import tintype.testkit.Eventually;

/** What the service says before it knows everything. */
class CatchingUpTest {
  @RegisterExtension static final FeedServer feed = held();

  private static FeedServer held() {
    FeedServer server = new FeedServer();
    server.world.follow(1, 2);
    server.world.post(1, 10);
    server.world.media.holdSnapshots(true);
    return server;
  }

  @Test
  void answersFromWhatIsThereAndSaysThatItIsNotAll() {
    Eventually.await(
        Duration.ofSeconds(10),
        () -> feed.index().progress().toString().startsWith("copying posts: 1 rows"));

    assertThat(feed.service().notReady().get("feed/home-feed-index")).startsWith("copying posts");
    assertThat(feed.ids(1, 0, "").getState()).isEqualTo(State.CATCHING_UP);
    assertThat(feed.ids(1, 0, "").getPostIdsList()).containsExactly(10L);
    assertThat(feed.posts(1, 0, "").getState()).isEqualTo(State.CATCHING_UP);
    assertThat(feed.posts(1, 0, "").getCaughtUp()).isFalse();
    // Nobody followed would be a guess.
    assertThat(feed.ids(9, 0, "").getState()).isEqualTo(State.CATCHING_UP);

    feed.world.media.holdSnapshots(false);
    feed.awaitReady();
    assertThat(feed.service().notReady()).isEmpty();
    assertThat(feed.ids(1, 0, "").getState()).isEqualTo(State.READY);
    assertThat(feed.ids(9, 0, "").getState()).isEqualTo(State.NOBODY_FOLLOWED);
    assertThat(feed.posts(1, 0, "").getCaughtUp()).isTrue();
  }
}
