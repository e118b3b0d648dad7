package tintype.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostRefTest {
  @Test
  void itReadsWhatItPrints() {
    PostRef ref = new PostRef(new PostId(Long.MAX_VALUE), new AccountId(17));

    assertThat(ref).hasToString("9223372036854775807_17");
    assertThat(PostRef.parse(ref.toString())).isEqualTo(ref);
    assertThat(MediaRef.parse("5_6").owner()).isEqualTo(new AccountId(6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_",
        "1",
        "1_",
        "_1",
        "1_2_3",
        "0_1",
        "1_0",
        "-1_2",
        "+1_2",
        "01_2",
        "1_02",
        " 1_2",
        "1_2 ",
        "a_b",
        "9223372036854775808_1",
        "1_9223372036854775808",
        "99999999999999999999_1",
        "１_２"
      })
  void itRefusesEverythingElse(String text) {
    assertThatThrownBy(() -> PostRef.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("post_id: " + text + " (expected: <id>_<owner>, two positive numbers)");
  }

  @Test
  void idsArePositive() {
    assertThatThrownBy(() -> new AccountId(-3))
        .hasMessage("account_id: -3 (expected: a positive number)");
    assertThatThrownBy(() -> AccountId.parse("9223372036854775808"))
        .hasMessage(
            "account_id: 9223372036854775808 (expected: a positive number of at most 63 bits)");
  }
}
