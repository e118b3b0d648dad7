package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
  void everyRemainderIsMadeOfClasses() {
    for (int units = 1; units <= Pages.UNITS; units++) {
      assertThat(SizeClass.units(SizeClass.within(units))).isBetween(1, units);
    }
    assertThat(SizeClass.within(Pages.UNITS)).isEqualTo(SizeClass.PAGE);
  }

  @Test
  void ringsHaveTheirSizesAmongThem() {
    assertThat(Ring.slots(Ring.MIN_CLASS)).isEqualTo(15);
    assertThat(Ring.MAX_SLOTS).isEqualTo(1_023);
    assertThat(SizeClass.bytes(Ring.classFor(16))).isEqualTo(256);
  }
}
