package tintype.benchmarks.social;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tintype.platform.rpc.IdText.Owned;

class OutcomeTest {
  @Test
  void countsThatAgreeAreRight() {
    assertTrue(outcome(5, 0, 5, 5).isRight());
    assertTrue(outcome(0, 0, 0, 0).isRight());
  }

  @Test
  void aFailedWriteMayHaveBeenDoneOrNot() {
    assertTrue(outcome(5, 1, 5, 5).isRight());
    assertTrue(outcome(5, 1, 6, 6).isRight());
    assertFalse(outcome(5, 1, 7, 7).isRight());
  }

  @Test
  void aLostUpdateIsSeen() {
    assertFalse(outcome(5, 0, 4, 4).isRight());
    assertFalse(outcome(5, 0, 4, 5).isRight());
    assertFalse(outcome(5, 0, 5, 4).isRight());
    assertFalse(outcome(5, 0, 6, 6).isRight());
    assertFalse(outcome(0, 0, -1, 0).isRight());
  }

  private static Outcome outcome(int acknowledged, int failed, int counted, int rows) {
    return new Outcome(new Owned(2, 1), acknowledged, failed, counted, rows);
  }
}
