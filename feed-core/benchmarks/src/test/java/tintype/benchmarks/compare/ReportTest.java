package tintype.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportTest {
  private static final double NONE = Double.NaN;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(printed, true));

  @Test
  void theMedianOfEachFigureIsTaken() {
    add("engine", 3, 30);
    add("engine", 1, 10);
    add("engine", 2, 90);

    assertEquals(2, report.of("A", "engine").micros());
    assertEquals(30, report.of("A", "engine").cpuMicros());
  }

  @Test
  void whatWasNotMeasuredIsNeitherMetNorMissed() {
    assertEquals("not measured", Bars.of(report).getFirst().verdict());
  }

  @Test
  void aBarIsMetAtItsLimit() {
    assertEquals("met", Bar.atMost("A", "", 4, 4).verdict());
    assertEquals("NOT MET", Bar.atMost("A", "", 4.1, 4).verdict());
    assertEquals("met", Bar.atLeast("A", "", 10, 10).verdict());
    assertEquals("NOT MET", Bar.atLeast("A", "", 9.9, 10).verdict());
  }

  @Test
  void thePlotIsWellFormedAndHasARowForEachFigure(@TempDir Path folder) throws Exception {
    add("engine", 3, 30);
    add("<a peer> & 'others'", 3, 3_000);
    Path file = folder.resolve("new/plot.svg");

    Plot.write(report.medians(), file);

    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    assertTrue(Files.readString(file).contains("(100x)"));
    // The background, and a bar each.
    assertEquals(3, document.getElementsByTagName("rect").getLength());
  }

  private void add(String peer, double micros, double cpu) {
    report.add(new Row("A", peer, micros, NONE, cpu, NONE, NONE));
  }
}
