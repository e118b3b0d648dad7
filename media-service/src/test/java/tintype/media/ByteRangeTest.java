package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of 100 bytes. */
class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-9, 0, 10",
    "bytes=90-99, 90, 10",
    "bytes=90-100, 90, 10",
    "bytes=99-, 99, 1",
    "bytes=0-, 0, 100",
    "bytes=-1, 99, 1",
    "bytes=-100, 0, 100",
    "bytes=-101, 0, 100",
    "BYTES=5-6, 5, 2",
    "bytes= 5-6 , 5, 2",
    "bytes=5-99999999999999999999, 5, 95",
    "bytes=000000000000000000000005-6, 5, 2",
    "bytes=-99999999999999999999, 0, 100"
  })
  void oneRangeIsHeeded(String header, long first, long length) {
    assertThat(ByteRange.of(header, 100)).contains(new ByteRange(first, length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
  void pastTheEndThereIsNothing(String header) {
    assertThat(ByteRange.of(header, 100).orElseThrow().isSatisfiable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=9-8",
        "bytes=1",
        "bytes=1-2-3",
        "bytes=0-1,5-6",
        "items=0-5",
        "bytes=+1-2",
        "bytes 0-5"
      })
  void theRestIsNotHeeded(String header) {
    assertThat(ByteRange.of(header, 100)).isEmpty();
  }
}
