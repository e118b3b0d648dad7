package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.feed.v1.Feed.State;
import tintype.testkit.Eventually;

/** An index that comes to the end of its memory, beside one over the same logs that does not. */
class CapacityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String INDEX = "feed/home-feed-index";
  private static final String WARNING = "warning, " + INDEX + ", memory";
  private static final long READER = 1;

  private static final World world = new World(2);

  @RegisterExtension static final FeedServer small = new FeedServer(world.logs(), "1MiB");
  @RegisterExtension static final FeedServer large = new FeedServer(world.logs(), "64MiB");

  private long accounts = READER;

  @Test
  void warnsThenStandsStillAndALargerOneGoesOn() {
    small.awaitReady();
    large.awaitReady();
    world.follow(READER, 2);
    world.follow(READER, 3);
    while (!small.service().remarks().containsKey(WARNING)) {
      morePosts();
      assertThat(small.service().notReady()).isEmpty();
    }
    assertThat(small.service().remarks().get(WARNING))
        .contains("% of the index's memory are taken: raise feed-engine-memory");
    assertThat(gauge(small, "feed.index.alarms")).isEqualTo(1);
    assertThat(small.ids(READER, 10, "").getState()).isEqualTo(State.READY);

    while (small.service().notReady().isEmpty()) {
      morePosts();
    }
    assertThat(small.service().notReady().get(INDEX))
        .contains("stands still: pages of 64 KiB are used up (limit: 16)")
        .contains("raise feed-engine-memory and start again");
    assertThat(small.ids(READER, 10, "").getState()).isEqualTo(State.CATCHING_UP);
    assertThat(small.ids(READER, 10, "").getPostIdsList()).hasSize(4);

    Eventually.await(PATIENCE, () -> posts(large) == 2 * (accounts - READER));
    assertThat(large.service().notReady()).isEmpty();
    assertThat(large.service().remarks().keySet()).noneMatch(key -> key.startsWith("warning"));
    assertThat(large.ids(accounts, 10, "").getState()).isEqualTo(State.READY);
  }

  /** Two each of some new authors: two are a ring. Returns when they are in, or cannot be. */
  private void morePosts() {
    for (int i = 0; i < 100; i++) {
      accounts++;
      world.post(accounts, 2 * accounts);
      world.post(accounts, 2 * accounts + 1);
    }
    Eventually.await(
        PATIENCE,
        () -> posts(small) == 2 * (accounts - READER) || !small.service().notReady().isEmpty());
  }

  private static double posts(FeedServer server) {
    return gauge(server, "feed.index.posts");
  }

  private static double gauge(FeedServer server, String name) {
    return server.installation.metrics().get(name).gauge().value();
  }
}
