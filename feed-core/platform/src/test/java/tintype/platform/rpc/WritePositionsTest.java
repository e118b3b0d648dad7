package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritePositionsTest {
  @Test
  void areReadAndWrittenNewestFirstAndOnce() {
    WritePositions read = WritePositions.parse("graph:5, media:9,graph:5 ,account:7");

    assertThat(read).hasToString("media:9,account:7,graph:5");
    assertThat(WritePositions.parse(read.toString())).isEqualTo(read);
    assertThat(WritePositions.parse(" ").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "graph",
        "graph:",
        ":5",
        "graph:0",
        "graph:05",
        "graph:-5",
        "graph:5x",
        "GRAPH:5",
        "graph:5,",
        ",",
        "graph:5;media:6",
        "graph:9223372036854775808",
        "abcdefghijklmnopq:1",
        "gr\u00e4ph:5"
      })
  void otherTextIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> WritePositions.parse(text));
  }

  @Test
  void aHeaderHoldsSixteen() {
    assertThat(WritePositions.parse(text(16)).list()).hasSize(16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WritePositions.parse(text(17)))
        .withMessage("17 positions (expected: 16 at most)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WritePositions.parse("x".repeat(641)))
        .withMessage("641 characters (expected: 640 at most)");
  }

  @Test
  void theLongestSixteenFit() {
    String text =
        IntStream.range(0, 16)
            .mapToObj(i -> "abcdefghijklmnop:" + (Long.MAX_VALUE - i))
            .collect(Collectors.joining(", "));

    assertThat(WritePositions.parse(text).list()).hasSize(16);
  }

  @Test
  void ofMoreTheNewestAreKept() {
    List<WritePosition> many =
        LongStream.rangeClosed(1, 40).mapToObj(id -> new WritePosition("media", id)).toList();

    assertThat(WritePositions.of(many).list())
        .hasSize(16)
        .startsWith(new WritePosition("media", 40))
        .endsWith(new WritePosition("media", 25));
    assertThat(WritePositions.of(many).with(new WritePosition("graph", 99)).list())
        .hasSize(16)
        .startsWith(new WritePosition("graph", 99));
    assertThat(WritePositions.of(many).with(new WritePosition("graph", 2)))
        .isEqualTo(WritePositions.of(many));
  }

  private static String text(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "graph:" + i)
        .collect(Collectors.joining(","));
  }
}
