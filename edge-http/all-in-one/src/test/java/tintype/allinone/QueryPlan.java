package tintype.allinone;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How vtgate carries out a statement, as its page {@code /debug/query_plans} tells.
 *
 * @param statement as vtgate knows it, with names for values
 * @param shape the same with a question mark for each value, and one row for any number of rows
 * @param type e.g. {@code SELECT}
 * @param keyspace that the plan is about; empty where it is about none
 * @param steps operators with their variants, such as {@code Route:EqualUnique}, in order
 * @param executions how often it ran
 * @param shardQueries how many statements that made on shards
 */
record QueryPlan(
    String statement,
    String shape,
    String type,
    String keyspace,
    List<String> steps,
    long executions,
    long shardQueries) {
  private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE");

  static QueryPlan of(JsonObject plan) {
    JsonObject instructions = plan.getAsJsonObject("Instructions");
    List<String> steps = new ArrayList<>();
    Set<String> keyspaces = new TreeSet<>();
    collect(instructions, steps, keyspaces);
    String statement = plan.get("Original").getAsString();
    return new QueryPlan(
        statement,
        shapeOf(statement),
        plan.get("QueryType").getAsString(),
        String.join("+", keyspaces),
        List.copyOf(steps),
        number(plan, "ExecCount"),
        number(plan, "ShardQueries"));
  }

  /** Two drivers name the values of one statement differently. */
  static String shapeOf(String statement) {
    return statement
        .replaceAll("/\\* (?:[A-Z0-9_]+|INT64|VARCHAR)(?:\\([^)]*\\))? \\*/", "")
        .replaceAll("::?[A-Za-z_][A-Za-z0-9_]*", "?")
        .replaceAll("\\s+", " ")
        .replaceAll(" ,", ",")
        .replaceAll(" \\)", ")")
        .replaceAll("\\((\\?(?:, \\?)*)\\)(?:, \\(\\1\\))+", "($1), ...")
        .replaceAll(" in \\(\\?(?:, \\?)+\\)", " in ?")
        .replaceAll("(?<= in )\\(\\?\\)", "?")
        .strip();
  }

  boolean isWrite() {
    return WRITES.contains(type);
  }

  /** Asks every shard, however few rows it is about. */
  boolean isScatter() {
    return steps.stream().anyMatch(step -> step.endsWith(":Scatter"));
  }

  /** Writes to several shards, or may: such a transaction is no longer all or nothing. */
  boolean isMultiShardWrite() {
    boolean mayBe =
        steps.stream()
            .filter(step -> step.startsWith("Update:") || step.startsWith("Delete:"))
            .anyMatch(step -> !step.endsWith(":EqualUnique") && !step.endsWith(":Unsharded"));
    // The rows of a vindex's lookup table are statements of their own.
    boolean was = type.equals("INSERT") && shardQueries > executions && !hasLookup();
    return mayBe || was;
  }

  private boolean hasLookup() {
    return statement.contains("into username") || statement.contains("into registration");
  }

  /** The worse of two plans of one shape. */
  QueryPlan with(QueryPlan other) {
    QueryPlan worse =
        List.of(this, other).stream()
            .max(
                Comparator.comparing(QueryPlan::isScatter)
                    .thenComparing(QueryPlan::isMultiShardWrite)
                    .thenComparing(QueryPlan::hasTypes))
            .orElseThrow();
    return new QueryPlan(
        worse.statement,
        shape,
        type,
        worse.keyspace,
        worse.steps,
        executions + other.executions,
        shardQueries + other.shardQueries);
  }

  /** Whether the values' types stand in it, as they do where vtgate has parsed them itself. */
  private boolean hasTypes() {
    return statement.contains("/* ");
  }

  private static void collect(JsonObject step, List<String> steps, Set<String> keyspaces) {
    String variant = step.has("Variant") ? ":" + step.get("Variant").getAsString() : "";
    steps.add(step.get("OperatorType").getAsString() + variant);
    if (step.has("Keyspace") && step.get("Keyspace").isJsonObject()) {
      keyspaces.add(step.getAsJsonObject("Keyspace").get("Name").getAsString());
    }
    if (step.has("Inputs")) {
      for (JsonElement input : step.getAsJsonArray("Inputs")) {
        collect(input.getAsJsonObject(), steps, keyspaces);
      }
    }
  }

  private static long number(JsonObject plan, String name) {
    return plan.has(name) ? plan.get(name).getAsLong() : 0;
  }
}
