package tintype.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tintype.benchmarks.HomeFeedServer.Use;

class HomeFeedServerTest {
  private static final List<String> SMALL =
      List.of("--accounts=2000", "--readers=20", "--follows=50", "--posts=8000");

  /** The index asks a drawn log for the columns that it asks of a table. */
  @Test
  void everyReaderIsAnsweredFromTheDrawnNetwork() throws Exception {
    try (PinnedServer server = PinnedServer.start(0, List.of("-Xmx256m"), SMALL)) {
      assertEquals(4, server.line().split(" ").length);
      assertTrue(Use.parse(server.ask("use")).gathers() >= 20);
    }
  }
}
