package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SizeClassTest {
  @Test
  void classesHoldWhatIsAskedForWithLittleSlack() {
    for (int bytes = 1; bytes <= 32 << 10; bytes++) {
      int held = SizeClass.bytes(SizeClass.holding(bytes));
      assertThat(held).isGreaterThanOrEqualTo(bytes).isLessThan(bytes + Math.max(64, bytes / 4));
    }
  }

  @Test
  void whatNoBlockHoldsTakesAPageAndMoreIsRefused() {
    assertThat(SizeClass.holding((32 << 10) + 1)).isEqualTo(SizeClass.PAGE);
    assertThat(SizeClass.holding(Pages.PAGE_BYTES)).isEqualTo(SizeClass.PAGE);
    assertThatIllegalArgumentException().isThrownBy(() -> SizeClass.holding(Pages.PAGE_BYTES + 1));
  }

  @Test
  void everyRemainderIsMadeOfClasses() {
    for (int units = 1; units <= Pages.UNITS; units++) {
      assertThat(SizeClass.units(SizeClass.within(units))).isBetween(1, units);
    }
    assertThat(SizeClass.within(Pages.UNITS)).isEqualTo(SizeClass.PAGE);
  }

  @Test
  void ringsHaveTheirSizesAmongThem() {
    assertThat(Ring.slots(Ring.classFor(1, false))).isEqualTo(15);
    assertThat(Ring.MAX_SLOTS).isEqualTo(1_023);
    assertThat(SizeClass.bytes(Ring.classFor(16, false))).isEqualTo(256);
    for (int slots = 15; slots <= Ring.MAX_SLOTS; slots = 2 * slots + 1) {
      assertThat(Ring.slots(Ring.classFor(slots, false))).isEqualTo(slots);
      assertThat(Ring.slots(Ring.classFor(slots, true))).isEqualTo(slots);
      assertThat(Ring.hasEngagements(Ring.classFor(slots, true))).isTrue();
      assertThat(Ring.hasEngagements(Ring.classFor(slots, false))).isFalse();
    }
  }
}
