package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MoreTest {
  private static final long MAX_ID = Long.MAX_VALUE - 1;

  @Property
  void nothingIsMissedAtAnyBound(
      @ForAll @LongRange(min = 1, max = MAX_ID) long one,
      @ForAll @LongRange(min = 1, max = MAX_ID) long other,
      @ForAll @LongRange(min = 1, max = MAX_ID) long bound) {
    long newest = Math.max(one, other);
    long second = one == other ? 0 : Math.min(one, other);
    long more = More.settled(7, 42, newest, second);
    if (More.hasOneAbove(more, newest, bound)) {
      assertThat(second).isLessThan(bound);
    }
    if (second != 0) {
      assertThat(More.hasOneAbove(more, newest, second)).isFalse();
    }
  }

  /** The distance is told to a fifth: what is farther away than that is known to be. */
  @Property
  void seldomIsALookNeeded(
      @ForAll @LongRange(min = 2, max = MAX_ID) long newest,
      @ForAll @LongRange(min = 1, max = MAX_ID) long distance) {
    long second = Math.max(1, newest - distance);
    long bound = newest - (newest - second) / 5 * 4 + 1;
    assertThat(More.hasOneAbove(More.settled(0, 1, newest, second), newest, bound)).isTrue();
  }

  @Test
  void whoHasNoOtherPostHasNoneAboveAnyBound() {
    assertThat(More.hasOneAbove(More.settled(0, 0, 5, 0), 5, 1)).isTrue();
  }

  @Test
  void duringAChangeNothingIsSaid() {
    long more = More.settled(0, 42, 1_000, 10);
    assertThat(More.hasOneAbove(more, 1_000, 900)).isTrue();

    long changing = More.beginChange(more);
    assertThat(More.hasOneAbove(changing, 1_000, 900)).isFalse();
    assertThat(More.hasOneAbove(More.unknown(changing, 43), 1_000, 900)).isFalse();
    assertThat(More.hasOneAbove(More.unsettled(more), 1_000, 900)).isFalse();
    assertThat(More.ringRef(changing)).isEqualTo(42);
    assertThat(More.ringRef(More.unknown(changing, -1))).isEqualTo(-1);
  }

  /** Or a reader would take for one what changed and changed back between two looks. */
  @Test
  void eachChangeGivesAnotherWord() {
    long more = More.settled(0, 42, 1_000, 10);
    long start = more;
    for (int change = 0; change < 1_000; change++) {
      more = More.settled(More.beginChange(more), 42, 1_000, 10);
      assertThat(more).isNotEqualTo(start);
    }
    long last = More.settled(0xFF_FFFF, 42, 1_000, 10);
    assertThat(More.ringRef(More.beginChange(last))).isEqualTo(42);
    assertThat(More.settled(More.beginChange(last), 42, 1_000, 10)).isEqualTo(start);
  }
}
