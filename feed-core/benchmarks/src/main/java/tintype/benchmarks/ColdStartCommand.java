package tintype.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the start of the process to its first answers: once on an empty data folder, where someone
 * registers first, then on the same folder again.
 */
@Command(
    name = "cold-start",
    description = "From the start of the process to the first 200 of GET /v1/feed.")
public final class ColdStartCommand implements Callable<Integer> {
  private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\\s*\"([^\"]*)\"");
  private static final long ASK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(2);

  @Option(names = "--rounds", description = "Empty folders tried (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--port", description = "Of the edge (default: ${DEFAULT-VALUE}).")
  private int port = 18_080;

  @Option(names = "--heap", description = "Of the system (default: ${DEFAULT-VALUE}).")
  private String heap = "3g";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Times first = new Times("empty: registered");
  private final Times empty = new Times("empty: feed");
  private final Times existing = new Times("existing: feed");

  @Override
  public Integer call() throws Exception {
    for (int round = 0; round < rounds; round++) {
      Path folder = Files.createTempDirectory("cold-start");
      String token = onEmpty(folder);
      onExisting(folder, token);
    }
    List.of(first, empty, existing).forEach(times -> times.print(""));
    return 0;
  }

  private String onEmpty(Path folder) throws Exception {
    long start = System.nanoTime();
    Process system = start(folder);
    try {
      String name = "cold_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
      String body =
          """
          {"username": "%s", "password": "correct horse", "email": "%s@example.com"}
          """
              .formatted(name, name);
      HttpRequest register =
          request("/v1/accounts")
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      Matcher token = TOKEN.matcher(untilAnswered(system, register, start));
      if (!token.find()) {
        throw new IOException("no access token in the answer to a registration");
      }
      first.record(System.nanoTime() - start);
      untilAnswered(system, feed(token.group(1)), start);
      empty.record(System.nanoTime() - start);
      return token.group(1);
    } finally {
      stop(system);
    }
  }

  private void onExisting(Path folder, String token) throws Exception {
    long start = System.nanoTime();
    Process system = start(folder);
    try {
      untilAnswered(system, feed(token), start);
      existing.record(System.nanoTime() - start);
    } finally {
      stop(system);
    }
  }

  /** The flags of this JVM, which every main has, with the heap of the system. */
  private Process start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xm") && !flag.startsWith("-XX:"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-classpath",
            System.getProperty("java.class.path"),
            "tintype.allinone.TintypeMain",
            "--data-dir=" + folder.resolve("data"),
            "--http-port=" + port,
            "--admin-port=0",
            "--account-port=0",
            "--graph-port=0",
            "--media-port=0",
            "--feed-port=0"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("start.log").toFile())
        .start();
  }

  private String untilAnswered(Process system, HttpRequest request, long start) throws Exception {
    while (System.nanoTime() - start < LIMIT_NANOS) {
      try {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          return answer.body();
        }
      } catch (IOException e) {
        if (!system.isAlive()) {
          throw new IOException("it ended by itself with " + system.exitValue(), e);
        }
      }
      LockSupport.parkNanos(ASK_EVERY_NANOS);
    }
    throw new TimeoutException(String.format(Locale.ROOT, "no answer to %s", request.uri()));
  }

  private HttpRequest feed(String token) {
    return request("/v1/feed").header("authorization", "Bearer " + token).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static void stop(Process system) throws InterruptedException {
    system.destroy();
    if (!system.waitFor(60, TimeUnit.SECONDS)) {
      system.destroyForcibly();
    }
  }
}
