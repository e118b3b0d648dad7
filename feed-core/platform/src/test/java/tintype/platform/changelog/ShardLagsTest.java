package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tintype.platform.sql.Keyspace;

final class ShardLagsTest {
  private static final StreamId STREAM = new StreamId(Keyspace.GRAPH, "all");
  private static final Duration STEP = Duration.ofSeconds(3);

  private final AtomicLong now = new AtomicLong(1);
  private final StreamProgress progress =
      new StreamProgress(new Position("-80=a:1 80-=b:1"), Position::equals);
  private final ShardLags lags = new ShardLags(STREAM, progress, now::get);

  @Test
  void nothingIsBehindAtFirst() {
    pass(STEP);
    assertThat(lags.byStream())
        .isEqualTo(Map.of("graph/-80", Duration.ZERO, "graph/80-", Duration.ZERO));
  }

  @Test
  void aShardThatStandsStillIsBehindAlone() {
    see(Map.of("-80", "a:1-2", "80-", "b:1-2"));
    progress.moveTo(new Position("-80=a:1-2 80-=b:1"));
    pass(Duration.ofSeconds(10));
    see(Map.of("-80", "a:1-2", "80-", "b:1-2"));

    assertThat(lags.byStream())
        .containsEntry("graph/-80", Duration.ZERO)
        .containsEntry("graph/80-", Duration.ofSeconds(10).minus(STEP));
    progress.moveTo(new Position("-80=a:1-2 80-=b:1-2"));
    see(Map.of("80-", "b:1-2"));
    assertThat(lags.byStream()).containsEntry("graph/80-", Duration.ZERO);
  }

  @Test
  void aBusyShardIsBehindByTheOldestEndThatItHasNotPassed() {
    see(Map.of("-80", "a:1-5", "80-", "b:1"));
    pass(Duration.ofSeconds(10));
    see(Map.of("-80", "a:1-9", "80-", "b:1"));
    progress.moveTo(new Position("-80=a:1-5 80-=b:1"));
    assertThat(lags.byStream()).containsEntry("graph/-80", Duration.ofSeconds(10).minus(STEP));
  }

  @Test
  void aShardThatDoesNotAnswerFallsBehind() {
    see(Map.of("-80", "a:1"));
    pass(Duration.ofSeconds(10));
    see(Map.of("-80", "a:1"));
    assertThat(lags.byStream())
        .containsEntry("graph/-80", Duration.ZERO)
        .containsEntry("graph/80-", Duration.ofSeconds(10).minus(STEP));
  }

  @Test
  void newShardsAreBehindUntilTheLogLedThere() {
    pass(Duration.ofSeconds(10));
    List<String> split = List.of("-40", "40-80", "80-");
    Map<String, String> ends = Map.of("-40", "c:1", "40-80", "d:1", "80-", "b:1");
    lags.note(new ShardWatch.Ends(now.get(), split, ends));

    assertThat(lags.byStream())
        .hasSize(3)
        .containsEntry("graph/-40", Duration.ofSeconds(10).minus(STEP))
        .containsEntry("graph/80-", Duration.ZERO);
    progress.moveTo(new Position("-40=c:1 40-80=d:1 80-=b:1"));
    assertThat(lags.byStream()).containsEntry("graph/-40", Duration.ZERO);
  }

  @Test
  void aShardStandsStillWhoseLogGoesOnWithoutTheStream() {
    see(Map.of("-80", "a:1-2", "80-", "b:1"));
    pass(Duration.ofSeconds(6));
    assertThat(lags.standingStill(0, Duration.ofSeconds(6))).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(lags.standingStill(0, Duration.ofSeconds(6))).contains("-80");

    assertThat(lags.standingStill(now.get(), Duration.ofSeconds(6)))
        .as("a new stream has its time")
        .isEmpty();
    progress.moveTo(new Position("-80=a:1-2 80-=b:1"));
    assertThat(lags.standingStill(0, Duration.ofSeconds(6))).isEmpty();
  }

  @Test
  void aShardThatTheStreamHasNotComeToDoesNotStandStill() {
    List<String> split = List.of("-40", "40-80", "80-");
    lags.note(new ShardWatch.Ends(now.get(), split, Map.of("-40", "c:1", "40-80", "d:1")));
    pass(Duration.ofSeconds(60));

    assertThat(lags.standingStill(0, Duration.ofSeconds(6))).isEmpty();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private void see(Map<String, String> ends) {
    lags.note(new ShardWatch.Ends(now.get(), List.of("-80", "80-"), ends));
  }
}
