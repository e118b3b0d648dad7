package tintype.feed;

import java.io.IOException;
import tintype.platform.config.Config;
import tintype.platform.server.ProcessMain;
import tintype.platform.server.ServiceProcess;

/** The feed service as a process of its own, on port 7004 and admin port 7104 unless set. */
public final class FeedMain {
  private FeedMain() {}

  public static void main(String[] arguments) {
    ProcessMain.run("feed", arguments, FeedMain::start);
  }

  /** Starts it by these settings; the caller closes it. */
  public static ServiceProcess start(Config config) throws IOException {
    return ServiceProcess.start("feed", 7004, 7104, FeedModule::new, config);
  }
}
