package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;

class AccountConfigTest {
  @Test
  void adminsAreIds() {
    assertThat(with(" 7, 9223372036854775807 ").adminIds()).containsExactly(7L, Long.MAX_VALUE);
    assertThat(with("").adminIds()).isEmpty();
    assertThat(AccountConfig.defaults().adminIds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ana", "7, ana", "9223372036854775808", "7;8"})
  void aNameStopsTheStart(String admins) {
    assertThatThrownBy(() -> with(admins))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("account-admins: ")
        .hasMessageEndingWith("(expected: ids of accounts, joined by commas)");
  }

  private static AccountConfig with(String admins) {
    return Config.of(Map.of("account-admins", admins)).bind("account", AccountConfig.defaults());
  }
}
