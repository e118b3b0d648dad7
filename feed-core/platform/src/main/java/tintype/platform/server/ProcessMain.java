package tintype.platform.server;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.config.Config;
import tintype.platform.log.Logging;

/** The main of a process: settings in, a part of the system that runs until a signal stops it. */
public final class ProcessMain {
  private static final Logger log = LoggerFactory.getLogger(ProcessMain.class);

  /** Starts what runs. */
  @FunctionalInterface
  public interface Start {
    RunningProcess start(Config config) throws Exception;
  }

  private ProcessMain() {}

  /**
   * Reads the settings (file, environment, arguments), starts, and returns only if the thread is
   * interrupted. A signal drains it and ends the process with 0, also while it still waits for
   * others; a start that fails ends the process with 1 and a sentence on stderr.
   *
   * @param name of what runs, for people
   */
  public static void run(String name, String[] arguments, Start start) {
    try (StopSignal signal = StopSignal.expected(log::info)) {
      Config config = Config.load(List.of(arguments), System.getenv());
      Logging.start(name, config);
      RunningProcess running = start.start(config);
      signal.stops(running);
      running.awaitRunning();
      log.atInfo().addKeyValue("process", name).log("answers calls");
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.atDebug().setCause(e).log("not started");
      System.err.println("Tintype " + name + " cannot start: " + e.getMessage());
      System.exit(1);
    }
  }
}
