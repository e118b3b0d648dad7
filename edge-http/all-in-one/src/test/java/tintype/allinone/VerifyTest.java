package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifyTest {
  @Test
  void whatIsOnItsWayIsNoDifference() {
    assertThat(settled(3, 1, 0)).isZero();
  }

  @Test
  void whatStaysIsOne() {
    assertThat(settled(5, 2, 2)).isEqualTo(2);
  }

  private static long settled(Integer... counts) {
    Iterator<Integer> looks = List.of(counts).iterator();
    PrintStream out = new PrintStream(OutputStream.nullOutputStream());
    long count = Verify.settled(() -> differences(looks.next()), Duration.ZERO, out).count();
    assertThat(looks).isExhausted();
    return count;
  }

  private static Differences differences(int count) {
    Differences differences = new Differences();
    for (int i = 0; i < count; i++) {
      differences.add("feed of %d", i);
    }
    return differences;
  }
}
