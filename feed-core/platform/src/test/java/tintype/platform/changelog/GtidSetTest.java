package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GtidSetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "a:1-5|a:1-5|true",
        "a:1-5|a:2-4|true",
        "a:1-5|a:5|true",
        "a:1-5|a:6|false",
        "a:1-5:7-9|a:2:8|true",
        "a:1-5:7-9|a:5-7|false",
        "a:1-5,b:1|b:1|true",
        "a:1-5|b:1|false",
        "a:1-5|''|true",
        "''|a:1|false",
        "''|''|true",
      })
  void aSetContainsWhatLiesInItsIntervals(String set, String other, boolean contains) {
    assertThat(GtidSet.of(set).contains(GtidSet.of(other))).isEqualTo(contains);
  }

  @Test
  void aTagMakesAnotherServer() {
    assertThat(GtidSet.of("a:tag:1-5").contains(GtidSet.of("a:1"))).isFalse();
    assertThat(GtidSet.of("a:tag:1-5").contains(GtidSet.of("a:tag:3"))).isTrue();
  }

  @Test
  void serversAreKnownWhateverTheyWrote() {
    assertThat(GtidSet.of("a:1,b:1").knowsServersOf(GtidSet.of("b:9"))).isTrue();
    assertThat(GtidSet.of("a:1").knowsServersOf(GtidSet.of("a:1,b:9"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", ":1-5", "a:1,,b:1", "a:b"})
  void whatIsNoSetIsRefused(String text) {
    assertThatThrownBy(() -> GtidSet.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
