package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchesTest {
  @Test
  void aBatchIsOfOneShardAndKeepsItsOrder() {
    assertThat(Batches.of(List.of(1, 2, 3, 4, 5), i -> i % 2, i -> 1, 10))
        .containsExactly(List.of(1, 3, 5), List.of(2, 4));
  }

  @Test
  void aBatchEndsBeforeItGetsTooHeavy() {
    assertThat(Batches.of(List.of(2, 2, 1, 9, 1), i -> 0, i -> i, 4))
        .containsExactly(List.of(2, 2), List.of(1), List.of(9), List.of(1));
  }

  @Test
  void noItemsAreNoBatches() {
    assertThat(Batches.of(List.<Integer>of(), i -> 0, i -> 1, 4)).isEmpty();
  }
}
