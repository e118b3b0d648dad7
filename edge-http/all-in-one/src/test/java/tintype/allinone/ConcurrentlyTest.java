package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConcurrentlyTest {
  @Test
  void anErrorOfAJobIsNotLost() {
    try (Concurrently jobs = new Concurrently(2)) {
      jobs.run(
          () -> {
            throw new AssertionError("out of something");
          });

      assertThatThrownBy(jobs::await).hasCauseInstanceOf(AssertionError.class);
    }
  }
}
