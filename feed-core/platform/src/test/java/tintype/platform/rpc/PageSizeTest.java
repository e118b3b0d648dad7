package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PageSizeTest {
  @Test
  void aHundredIsTheMostAndMoreIsThatToo() {
    assertThat(PageSize.of(0)).isEqualTo(20);
    assertThat(PageSize.of(1)).isEqualTo(1);
    assertThat(PageSize.of(100)).isEqualTo(100);
    assertThat(PageSize.of(101)).isEqualTo(100);
    assertThat(PageSize.of(Integer.MAX_VALUE)).isEqualTo(100);
  }

  @Test
  void lessThanNothingIsRefused() {
    assertThatThrownBy(() -> PageSize.of(-1))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.reason()).isEqualTo("INVALID_FIELD"));
  }
}
