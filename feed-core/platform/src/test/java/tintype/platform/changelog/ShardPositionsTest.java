package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardPositionsTest {
  private static final String A = "59e3f554-e5df-11f1-876d-02fc00000001";
  private static final String B = "639d4d8a-e5df-11f1-b71d-02fc00000001";

  @Test
  void aPositionIsPrintedAndReadAndSentToVitess() {
    Position token = new Position("-80=" + A + ":1-5," + B + ":1 80-=" + B + ":1-9:11");
    ShardPositions positions = ShardPositions.of(token);

    assertThat(positions.toPosition()).isEqualTo(token);
    assertThat(ShardPositions.of(positions.toVgtid("graph"))).isEqualTo(positions);
    assertThat(positions.toVgtid("graph").getShardGtids(1).getGtid())
        .isEqualTo("MySQL56/" + B + ":1-9:11");
  }

  @Test
  void aServersLineBreaksAreLeftOut() {
    assertThat(ShardPositions.plain(A + ":1-5,\n" + B + ":1")).isEqualTo(A + ":1-5," + B + ":1");
  }

  @Test
  void everyShardHasToBePassed() {
    assertThat(isAtOrAfter("-80=" + A + ":1-5 80-=" + B + ":1-5", "-80=" + A + ":1-4 80-="))
        .isTrue();
    assertThat(
            isAtOrAfter("-80=" + A + ":1-9 80-=" + B + ":1-5", "-80=" + A + ":1 80-=" + B + ":6"))
        .isFalse();
  }

  @Test
  void anotherPrimarysTransactionsComeOnTop() {
    String before = "-80=" + A + ":1-5";
    String after = "-80=" + A + ":1-5," + B + ":1-2";
    assertThat(isAtOrAfter(after, before)).isTrue();
    assertThat(isAtOrAfter(before, after)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-80 80-, -40 40-80 80-c0 c0-, true",
    "-80 80-, -40 40-80 80-, true",
    "-, -80 80-, true",
    "0, -80 80-, true",
    "-80 80-, -40 40-80 80-c0, false",
    "-80 80-, -40 50-80 80-, false",
  })
  void aSplitShardLiesBeforeItsParts(String whole, String parts, boolean isLater) {
    assertThat(isAtOrAfter(withoutGtids(parts), withoutGtids(whole))).isEqualTo(isLater);
    assertThat(isAtOrAfter(withoutGtids(whole), withoutGtids(parts))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "binlog.000001:4", "=x", "-80", "xyz=1"})
  void aTokenOfAnotherLogIsRefused(String token) {
    assertThatThrownBy(() -> ShardPositions.of(new Position(token)))
        .hasMessageEndingWith("(expected: <shard>=<GTIDs> for each shard)");
  }

  private static boolean isAtOrAfter(String position, String other) {
    return ShardPositions.of(new Position(position))
        .isAtOrAfter(ShardPositions.of(new Position(other)));
  }

  private static String withoutGtids(String shards) {
    return shards.replaceAll("( |$)", "=$1");
  }
}
