package tintype.allinone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Dashboards and alarms hang on names: the metrics of a started system are those of the README. */
class MetricTableIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? .*");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

  /** What is told of one metric. */
  private static final class Metric {
    private String type = "";
    private String help = "";
    private final TreeSet<String> tags = new TreeSet<>();
  }

  @Test
  void theMetricsAreThoseOfTheReadme() throws Exception {
    Person.register(SYSTEM.http()).post("To be counted");
    List<String> lines = new ArrayList<>();
    lines.add("| metric | type | tags | |");
    lines.add("|---|---|---|---|");
    read(scrape())
        .forEach(
            (name, metric) ->
                lines.add(
                    "| `%s` | %s | %s | %s |"
                        .formatted(
                            name, metric.type, String.join(", ", metric.tags), metric.help)));

    Golden.readme("metrics").isNow(lines);
  }

  private static Map<String, Metric> read(String text) {
    Map<String, Metric> metrics = new TreeMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# HELP ")) {
        metrics.computeIfAbsent(words[2], name -> new Metric()).help =
            words.length > 3 ? words[3].strip() : "";
      } else if (line.startsWith("# TYPE ")) {
        metrics.computeIfAbsent(words[2], name -> new Metric()).type = words[3];
      } else {
        readSample(line, metrics);
      }
    }
    return metrics;
  }

  /** A summary's samples are named after it: {@code _count}, {@code _sum}. */
  private static void readSample(String line, Map<String, Metric> metrics) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      return;
    }
    String name = sample.group(1);
    Metric metric = metrics.get(name);
    if (metric == null) {
      metric = metrics.get(name.replaceAll("_(count|sum|bucket)$", ""));
    }
    if (metric != null && sample.group(2) != null) {
      Matcher label = LABEL.matcher(sample.group(2));
      while (label.find()) {
        metric.tags.add(label.group(1));
      }
    }
  }

  private static String scrape() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + SYSTEM.port("admin-port") + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
