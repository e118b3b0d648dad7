package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tintype.platform.sql.Keyspace;
import tintype.testkit.VitessCluster;

/**
 * Judges every statement that the suites have run against a cluster, which is why it runs after
 * them: none goes to all shards, and no write to several, but for those that {@code
 * reviewed-plans.txt} names with a reason; and each uses an index. What they are is written to
 * {@code target/query-plans.txt}.
 */
@Tag("vitess")
@Tag("plans")
final class QueryPlansIT {
  private static final Path PRODUCT = Path.of("target/query-plans.txt");

  /** Of the cluster's operator; and of consumers, which not every keyspace has. */
  private static final Set<String> UNASKED = Set.of("schema_version", "changelog_position");

  private static final VitessCluster cluster = VitessCluster.get();
  private static final Map<String, QueryPlan> plans = new TreeMap<>();
  private static final Map<String, List<IndexUse.Access>> accesses = new TreeMap<>();

  @BeforeAll
  static void collect() throws IOException, SQLException {
    for (var plan : JsonParser.parseString(page("query_plans")).getAsJsonObject().entrySet()) {
      QueryPlan read = QueryPlan.of(plan.getValue().getAsJsonObject());
      if (isOurs(read)) {
        plans.merge(read.keyspace() + ": " + read.shape(), read, QueryPlan::with);
      }
    }
    explain();
    Files.write(PRODUCT, lines());
  }

  /** vtgate forgets all plans where a schema changes, so nothing may do that in between. */
  @Test
  void theSuitesHaveAskedEveryTable() throws IOException {
    for (Keyspace keyspace : Keyspace.values()) {
      assertThat(tables(keyspace))
          .filteredOn(table -> !table.endsWith("_lookup") && !UNASKED.contains(table))
          .as("tables of %s that no plan is about", keyspace)
          .allMatch(
              table ->
                  plans.keySet().stream()
                      .anyMatch(
                          plan ->
                              plan.startsWith(keyspace.lowerName() + ": ")
                                  && plan.matches(".*\\b" + table + "\\b.*")));
    }
  }

  /**
   * A plan that had to make room for another could not be judged. Those of before a reload of the
   * schema count as forgotten too when new ones come (17 were seen), so there may be a few.
   */
  @Test
  void vtgateHadRoomForEveryPlan() throws IOException {
    JsonObject vars = JsonParser.parseString(page("vars")).getAsJsonObject();
    assertThat(vars.get("QueryPlanCacheEvictions").getAsLong())
        .as("plans that vtgate has forgotten")
        .isLessThan(plans.size() / 20);
  }

  private static Set<String> tables(Keyspace keyspace) throws IOException {
    String file = "/schema/" + keyspace.lowerName() + "/vschema.json";
    try (var in = QueryPlansIT.class.getResourceAsStream(file)) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(json).getAsJsonObject().getAsJsonObject("tables").keySet();
    }
  }

  @Test
  void nothingAsksAllShardsUnlessItWasReviewed() throws IOException {
    assertReviewed("scatter", plans.values().stream().filter(QueryPlan::isScatter).toList());
  }

  @Test
  void nothingWritesToSeveralShardsUnlessItWasReviewed() throws IOException {
    assertReviewed("write", plans.values().stream().filter(QueryPlan::isMultiShardWrite).toList());
  }

  @Test
  void everythingUsesAnIndexUnlessItWasReviewed() throws IOException {
    assertReviewed(
        "index",
        plans.entrySet().stream()
            .filter(e -> !isByIndex(e.getKey(), e.getValue()))
            .map(Map.Entry::getValue)
            .toList());
  }

  private static boolean isByIndex(String key, QueryPlan plan) {
    boolean limited = plan.shape().contains(" limit ");
    return accesses.getOrDefault(key, List.of()).stream()
        .allMatch(access -> access.isByIndex(limited));
  }

  /**
   * How often the background statements ran is chance, so some that were reviewed may be absent.
   */
  private static void assertReviewed(String what, List<QueryPlan> found) throws IOException {
    List<ReviewedPlan> reviewed = ReviewedPlan.all();
    assertThat(found)
        .as("statements of the kind \"%s\"; each stands in reviewed-plans.txt with a reason", what)
        .filteredOn(plan -> reviewed.stream().noneMatch(line -> line.covers(what, plan)))
        .extracting(plan -> plan.keyspace() + ": " + plan.shape())
        .isEmpty();
  }

  private static String page(String name) throws IOException {
    URI page = URI.create("http://127.0.0.1:" + cluster.pagesPort() + "/debug/" + name);
    try (var in = page.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Not what tests and tools ask of one shard by name, nor what is about no table. */
  private static boolean isOurs(QueryPlan plan) {
    boolean statement = plan.isWrite() || plan.type().equals("SELECT");
    boolean aboutTables = plan.shape().contains(" from ") || plan.isWrite();
    boolean ofNone =
        plan.shape().contains(" from dual") || plan.shape().contains("information_schema");
    return statement
        && aboutTables
        && !ofNone
        && !plan.keyspace().isEmpty()
        && !plan.steps().equals(List.of("Send"));
  }

  private static void explain() throws SQLException {
    Map<Keyspace, IndexUse> shards = new EnumMap<>(Keyspace.class);
    try {
      for (Map.Entry<String, QueryPlan> entry : plans.entrySet()) {
        QueryPlan plan = entry.getValue();
        if (plan.type().equals("INSERT")) {
          continue;
        }
        Keyspace keyspace = Keyspace.valueOf(plan.keyspace().toUpperCase(Locale.ROOT));
        if (!shards.containsKey(keyspace)) {
          IndexUse shard = new IndexUse(cluster.byMysqlProtocol(keyspace), "-80");
          shards.put(keyspace, shard);
          shard.empty();
          shard.fill();
        }
        accesses.put(entry.getKey(), shards.get(keyspace).of(plan));
      }
    } finally {
      for (IndexUse shard : shards.values()) {
        shard.empty();
        shard.close();
      }
    }
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    plans.forEach(
        (key, plan) -> {
          lines.add(key);
          lines.add("    vtgate: " + String.join(", ", plan.steps()));
          if (accesses.containsKey(key)) {
            lines.add(
                "    MySQL: "
                    + accesses.get(key).stream().map(Object::toString).distinct().toList());
          }
          lines.add(
              "    ran "
                  + plan.executions()
                  + " times, "
                  + plan.shardQueries()
                  + " statements on shards");
        });
    return lines;
  }
}
