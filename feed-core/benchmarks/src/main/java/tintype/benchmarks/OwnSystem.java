package tintype.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tintype.allinone.AllInOne;
import tintype.platform.config.Config;

/** An all-in-one in this very process, on free ports, and the way to call it. */
record OwnSystem(AllInOne system, Target target) implements AutoCloseable {

  /** Starts it on a folder, with more settings as {@code --name=value}, and waits until ready. */
  static OwnSystem start(Path folder, String... settings) throws Exception {
    List<String> all = new ArrayList<>(List.of("--data-dir=" + folder));
    for (String port : List.of("http", "admin", "account", "graph", "media", "feed")) {
      all.add("--" + port + "-port=0");
    }
    all.addAll(List.of(settings));
    AllInOne system = AllInOne.start(Config.load(all, System.getenv()), System.out::println);
    try {
      while (!system.notReady().isEmpty()) {
        Thread.sleep(50);
      }
      return new OwnSystem(system, Target.of(folder));
    } catch (Exception e) {
      system.close();
      throw e;
    }
  }

  @Override
  public void close() throws Exception {
    target.close();
    system.close();
  }
}
