package tintype.edge;

import java.io.IOException;
import tintype.platform.config.Config;
import tintype.platform.server.ProcessMain;

/** The edge as a process of its own, on port 8080 and admin port 8081 unless set. */
public final class EdgeMain {
  private EdgeMain() {}

  public static void main(String[] arguments) {
    ProcessMain.run("edge", arguments, EdgeMain::start);
  }

  /** Starts it by these settings; the caller closes it. */
  public static EdgeProcess start(Config config) throws IOException {
    return EdgeProcess.start(config);
  }
}
