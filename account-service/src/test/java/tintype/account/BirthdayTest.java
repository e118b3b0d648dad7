package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.platform.rpc.ApiException;
import tintype.testkit.FakeClock;

class BirthdayTest {
  private final FakeClock clock = new FakeClock(Instant.parse("2026-06-01T12:00:00Z"));

  @Test
  void anEmptyTextTellsNothing() {
    assertThat(Birthday.parse("birthday", "", 13, clock)).isEmpty();
  }

  @Test
  void thirteenTodayIsOldEnough() {
    assertThat(Birthday.parse("birthday", "2013-06-01", 13, clock))
        .contains(LocalDate.of(2013, 6, 1));
  }

  @Test
  void leapDaysAreReal() {
    assertThat(Birthday.parse("birthday", "2000-02-29", 13, clock))
        .contains(LocalDate.of(2000, 2, 29));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2013-06-02",
        "2026-06-02",
        "2001-02-29",
        "1999-13-01",
        "1999-00-10",
        "1999-04-31",
        "1876-05-31",
        "0000-01-01",
        "9999-12-31"
      })
  void datesThatNobodyRegisteringWasBornOnAreRefused(String text) {
    assertThatThrownBy(() -> Birthday.parse("birthday", text, 13, clock))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.reason()).isEqualTo("INVALID_FIELD"));
  }
}
