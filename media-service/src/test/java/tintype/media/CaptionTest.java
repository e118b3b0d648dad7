package tintype.media;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.platform.rpc.ApiException;

class CaptionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "\u00e9",
        "e\u0301",
        "\r\n",
        "\ud83d\ude00",
        "\ud83d\udc4d\ud83c\udffd",
        "\ud83c\udde9\ud83c\uddf0",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66",
        "\ub18d"
      })
  void whatAReaderSeesAsOneCharacterCountsAsOne(String character) {
    String longest = character.repeat(Caption.MAX_CHARACTERS);

    assertThatCode(() -> Caption.check("caption", longest)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Caption.check("caption", longest + character))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("2200");
  }
}
