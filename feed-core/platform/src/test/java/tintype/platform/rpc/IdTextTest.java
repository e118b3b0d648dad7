package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTextTest {
  @Test
  void readsWhatItPrints() {
    IdText.Owned id = new IdText.Owned(Long.MAX_VALUE, 7);
    assertThat(IdText.parseOwned("post_id", id.toString())).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-1", "+1", "1x", "9223372036854775808", "99999999999999999999", "٣"})
  void whatIsNoIdIsRefusedByField(String text) {
    assertThatThrownBy(() -> IdText.parse("account_id", text))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.reason()).isEqualTo("INVALID_FIELD"))
        .hasMessageStartingWith("account_id: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "_1", "1_", "1_2_3", "1_-2"})
  void whatIsNoPairOfIdsIsRefused(String text) {
    assertThatThrownBy(() -> IdText.parseOwned("post_id", text)).isInstanceOf(ApiException.class);
  }

  @Test
  void pageSizesAreCutAndNegativeOnesRefused() {
    assertThat(PageSize.of(0)).isEqualTo(20);
    assertThat(PageSize.of(1)).isEqualTo(1);
    assertThat(PageSize.of(100)).isEqualTo(100);
    assertThat(PageSize.of(101)).isEqualTo(100);
    assertThatThrownBy(() -> PageSize.of(-1)).hasMessage("page_size: -1 (expected: 0 or more)");
  }
}
