package tintype.media.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobNameTest {

  @Test
  void parsingReadsWhatIsPrinted() {
    BlobName name = new BlobName("4711", "90210.w1080");

    assertThat(name).hasToString("4711/90210.w1080");
    assertThat(BlobName.parse("4711/90210.w1080")).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a",
        "a/",
        "/a",
        "../a",
        "a/..",
        "a/.",
        "a/../b",
        "a/b/c",
        "a\\b/c",
        "a/b\\c",
        "a~b/c",
        "a/b\0",
        "a/b c",
        "a/b\n",
        "a/é",
        "a/.hidden",
        "~/a",
        "a/%2e%2e"
      })
  void otherNamesAreRefused(String text) {
    assertThatThrownBy(() -> BlobName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: <owner>/<name>");
  }

  @Test
  void namesHaveABound() {
    assertThat(new BlobName("a", "b".repeat(100)).name()).hasSize(100);
    assertThatThrownBy(() -> new BlobName("a", "b".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
