package tintype.graph;

import java.io.IOException;
import tintype.platform.config.Config;
import tintype.platform.server.ProcessMain;
import tintype.platform.server.ServiceProcess;

/** The graph service as a process of its own, on port 7002 and admin port 7102 unless set. */
public final class GraphMain {
  private GraphMain() {}

  public static void main(String[] arguments) {
    ProcessMain.run("graph", arguments, GraphMain::start);
  }

  /** Starts it by these settings; the caller closes it. */
  public static ServiceProcess start(Config config) throws IOException {
    return ServiceProcess.start("graph", 7002, 7102, GraphModule::new, config);
  }
}
