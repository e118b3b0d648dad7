package tintype.platform.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import io.grpc.Status.Code;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tintype.platform.rpc.ApiException;

class LanesTest {
  private final Lanes lanes = new Lanes(2);

  @Test
  void resultsComeInTheOrderOfTheTasks() {
    assertThat(lanes.run(List.of(() -> 1, () -> 2, () -> 3))).containsExactly(1, 2, 3);
  }

  @Test
  void ofACallThatHasEndedNothingBegins() {
    AtomicInteger begun = new AtomicInteger();
    Context.CancellableContext call = Context.current().withCancellation();
    call.cancel(null);

    assertThatThrownBy(() -> call.call(() -> lanes.run(List.of(begun::incrementAndGet))))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(Code.CANCELLED));

    assertThat(begun).hasValue(0);
    assertThat(lanes.run(List.of(() -> 4, () -> 5, () -> 6))).hasSize(3);
  }
}
