package tintype.benchmarks.social;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private final Figures figures = new Figures();

  @Test
  void theLastSizeIsJudgedAndComparedWithTheFirst() {
    figures.begin("10 %");
    figures.add("page, p99 ms", 4, Limit.atMost(10));
    figures.add("one to many", 0.4, Limit.atLeast(0.5));
    figures.begin("100 %");
    figures.add("page, p99 ms", 12, Limit.atMost(10));
    figures.add("one to many", 0.6, Limit.atLeast(0.5));

    List<String> lines = printed();

    assertEquals("page, p99 ms 4.00 12.0 3.00x <= 10.0 NOT MET", lines.get(1));
    assertEquals("one to many 0.40 0.60 1.50x >= 0.50 met", lines.get(2));
  }

  @Test
  void whatWasNotMeasuredIsADash() {
    figures.begin("10 %");
    figures.add("page, p99 ms", 1, Limit.atMost(10));
    figures.begin("100 %");
    figures.add("plain", 1_234.5);

    List<String> lines = printed();

    assertEquals("page, p99 ms 1.00 - <= 10.0 not measured", lines.get(1));
    assertEquals("plain - 1,235", lines.get(2));
  }

  @Test
  void theMedianLeavesOutWhatWasNotMeasured() {
    assertEquals(2, Figures.median(List.of(3.0, 1.0, 2.0)));
    assertEquals(2.5, Figures.median(List.of(3.0, Double.NaN, 2.0)));
    assertTrue(Double.isNaN(Figures.median(List.of(Double.NaN))));
  }

  /** Without what only keeps columns apart. */
  private List<String> printed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    figures.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.replaceAll(" +", " ").strip())
        .toList();
  }
}
