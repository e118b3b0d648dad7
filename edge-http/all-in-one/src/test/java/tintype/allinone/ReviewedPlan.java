package tintype.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * An exception that somebody has thought about: a line of {@code
 * src/test/resources/reviewed-plans.txt}.
 *
 * @param kinds {@code scatter}, {@code write} (to several shards), {@code index} (without one)
 * @param keyspace or {@code *}
 * @param shape of the statement
 */
record ReviewedPlan(Set<String> kinds, String keyspace, String shape) {
  private static final Path FILE = Path.of("src/test/resources/reviewed-plans.txt");

  static List<ReviewedPlan> all() throws IOException {
    return Files.readAllLines(FILE).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(ReviewedPlan::parse)
        .toList();
  }

  boolean covers(String kind, QueryPlan plan) {
    return kinds.contains(kind)
        && (keyspace.equals("*") || keyspace.equals(plan.keyspace()))
        && shape.equals(plan.shape());
  }

  private static ReviewedPlan parse(String line) {
    String[] parts = line.split(" \\| ", 3);
    String[] plan = parts[parts.length - 1].split(": ", 2);
    if (parts.length != 3 || parts[1].isBlank() || plan.length != 2) {
      throw new IllegalArgumentException(
          "reviewed-plans.txt: "
              + line
              + " (expected: KIND,... | REASON | KEYSPACE or *: STATEMENT)");
    }
    return new ReviewedPlan(Set.of(parts[0].split(",")), plan[0], plan[1]);
  }
}
