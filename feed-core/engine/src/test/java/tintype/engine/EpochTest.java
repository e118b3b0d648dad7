package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpochTest {
  private final Epoch epoch = new Epoch();

  @Test
  void readerHoldsBackTheSecondAdvance() {
    int ticket = epoch.enter();
    assertThat(epoch.tryAdvance()).isTrue();
    assertThat(epoch.tryAdvance()).isFalse();
    assertThat(epoch.behind()).isEqualTo(1);

    epoch.exit(ticket);
    assertThat(epoch.behind()).isZero();
    assertThat(epoch.tryAdvance()).isTrue();
    assertThat(epoch.current()).isEqualTo(2);
  }

  @Test
  void laterReaderDoesNotStandForAnEarlierOne() {
    int early = epoch.enter();
    epoch.tryAdvance();
    int late = epoch.enter();
    epoch.exit(early);

    assertThat(epoch.tryAdvance()).isTrue();
    assertThat(epoch.tryAdvance()).isFalse();
    epoch.exit(late);
    assertThat(epoch.tryAdvance()).isTrue();
  }

  @Test
  void idleMeansNobodyIsInside() {
    assertThat(epoch.awaitIdle(0)).isTrue();
    int ticket = epoch.enter();
    assertThat(epoch.awaitIdle(1)).isFalse();
    epoch.exit(ticket);
    assertThat(epoch.awaitIdle(0)).isTrue();
  }
}
