package tintype.allinone;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tintype.testkit.Eventually;

/** A Chromium without a window, told what to do by the DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final List<String> PROGRAMS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Path profile;
  private final DevTools tools;

  private Browser(Process process, Path profile, DevTools tools) {
    this.process = process;
    this.profile = profile;
    this.tools = tools;
  }

  /** Where it is installed, if it is. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(folder -> PROGRAMS.stream().map(program -> Path.of(folder, program)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path program) throws IOException {
    Path profile = TestFolders.make();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox", // Root has none, and the only page is ours.
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output").toFile())
            .start();
    try {
      Path port = profile.resolve("DevToolsActivePort");
      Eventually.await(START, () -> Files.exists(port) && Files.readAllLines(port).size() == 2);
      List<String> address = Files.readAllLines(port);
      URI uri = URI.create("ws://127.0.0.1:" + address.get(0) + address.get(1));
      return new Browser(process, profile, DevTools.connect(uri));
    } catch (IOException | RuntimeException | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** A new, empty page. */
  BrowserPage open() {
    JsonObject url = new JsonObject();
    url.addProperty("url", "about:blank");
    JsonObject attach = new JsonObject();
    attach.add("targetId", tools.call("", "Target.createTarget", url).get("targetId"));
    attach.addProperty("flatten", true);
    String session = tools.call("", "Target.attachToTarget", attach).get("sessionId").getAsString();
    return new BrowserPage(tools, session);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    tools.close();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    // Its helpers may write for a moment after it has ended.
    Eventually.await(
        Duration.ofSeconds(10),
        () -> {
          TestFolders.delete(profile);
          return true;
        });
  }
}
