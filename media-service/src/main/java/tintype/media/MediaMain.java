package tintype.media;

import java.io.IOException;
import tintype.platform.config.Config;
import tintype.platform.server.ProcessMain;
import tintype.platform.server.ServiceProcess;

/** The media service as a process of its own, on port 7003 and admin port 7103 unless set. */
public final class MediaMain {
  private MediaMain() {}

  public static void main(String[] arguments) {
    ProcessMain.run("media", arguments, MediaMain::start);
  }

  /** Starts it by these settings; the caller closes it. */
  public static ServiceProcess start(Config config) throws IOException {
    return ServiceProcess.start("media", 7003, 7103, MediaModule::new, config);
  }
}
