package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharactersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\t\r\n", "\u00a0", "\u2003\u3000", "\u200b", "\ufeff", "\u0000"})
  void spacesAndMarksShowNothing(String text) {
    assertThat(Characters.showNothing(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", " x ", ".", "\u4e2d", "\ud83d\ude00", "\ud83d\udc68\u200d\ud83d\udc69"})
  void anythingElseShows(String text) {
    assertThat(Characters.showNothing(text)).isFalse();
  }
}
