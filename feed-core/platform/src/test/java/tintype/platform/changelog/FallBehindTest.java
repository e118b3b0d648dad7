package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FallBehindTest {
  private record Tail(Duration lag, String trouble) implements Subscription {
    @Override
    public Position position(StreamId stream) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean awaitPosition(StreamId stream, Position position, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isLost(StreamId stream) {
      return false;
    }

    @Override
    public void close() {}
  }

  @Test
  void whatIsCloseBehindServes() {
    assertThat(FallBehind.reason(new Tail(FallBehind.LIMIT.minusMillis(1), ""))).isEmpty();
  }

  @Test
  void whatHasFallenFarBehindSaysHowFar() {
    assertThat(FallBehind.reason(new Tail(Duration.ofSeconds(95), "")))
        .isEqualTo("95 s behind the change log");
  }

  @Test
  void whatCannotGoOnSaysWhy() {
    assertThat(FallBehind.reason(new Tail(Duration.ZERO, "stream graph/0: no table")))
        .isEqualTo("stream graph/0: no table");
  }
}
