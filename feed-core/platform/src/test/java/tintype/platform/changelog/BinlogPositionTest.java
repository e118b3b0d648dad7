package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BinlogPositionTest {
  @Test
  void itReadsWhatItPrints() {
    BinlogPosition position = new BinlogPosition("binlog.000012", 3456);

    assertThat(position.toPosition()).hasToString("binlog.000012:3456");
    assertThat(BinlogPosition.of(position.toPosition())).isEqualTo(position);
  }

  @Test
  void filesAreComparedByNumber() {
    BinlogPosition oldest = new BinlogPosition("binlog.999999", 9);
    BinlogPosition newer = new BinlogPosition("binlog.1000000", 4);

    assertThat(newer).isGreaterThan(oldest);
    assertThat(newer).isLessThan(new BinlogPosition("binlog.1000000", 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "binlog.000001", "binlog:4", ":4", "binlog.x:4", "binlog.1:-4"})
  void itRefusesEverythingElse(String token) {
    assertThatThrownBy(() -> BinlogPosition.of(new Position(token)))
        .hasMessage("position: " + token + " (expected: <file>.<number>:<offset>)");
  }
}
