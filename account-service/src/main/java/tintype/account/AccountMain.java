package tintype.account;

import java.io.IOException;
import tintype.platform.config.Config;
import tintype.platform.server.ProcessMain;
import tintype.platform.server.ServiceProcess;

/** The account service as a process of its own, on port 7001 and admin port 7101 unless set. */
public final class AccountMain {
  private AccountMain() {}

  public static void main(String[] arguments) {
    ProcessMain.run("account", arguments, AccountMain::start);
  }

  /** Starts it by these settings; the caller closes it. */
  public static ServiceProcess start(Config config) throws IOException {
    return ServiceProcess.start("account", 7001, 7101, AccountModule::new, config);
  }
}
