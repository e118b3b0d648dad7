package tintype.allinone;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that a person has looked at, between two markers of a file or as all of it: a change does
 * not pass unseen. With {@code -Dtintype.golden=accept} the file is rewritten instead.
 */
final class Golden {
  private static final String PROPERTY = "tintype.golden";
  private static final String END = "<!-- end -->";

  private final Path file;
  private final String begin;

  private Golden(Path file, String begin) {
    this.file = file;
    this.begin = begin;
  }

  /** All of a file of {@code src/test/resources}. */
  static Golden file(String name) {
    return new Golden(Path.of("src/test/resources", name), "");
  }

  /** What stands between {@code <!-- NAME -->} and {@code <!-- end -->} of this module's README. */
  static Golden readme(String name) {
    return new Golden(Path.of("README.md"), "<!-- " + name + " -->");
  }

  /** Fails with the difference and how to accept it. */
  void isNow(List<String> lines) throws IOException {
    List<String> all = Files.exists(file) ? Files.readAllLines(file) : List.of();
    int from = begin.isEmpty() ? 0 : all.indexOf(begin) + 1;
    int to = begin.isEmpty() ? all.size() : from + all.subList(from, all.size()).indexOf(END);
    List<String> known = all.subList(from, to);
    if (known.equals(lines)) {
      return;
    }
    if (System.getProperty(PROPERTY, "").equals("accept")) {
      List<String> next = new ArrayList<>(all.subList(0, from));
      next.addAll(lines);
      next.addAll(all.subList(to, all.size()));
      Files.write(file, next);
      return;
    }
    fail(
        """
        %s is no longer what it says:
        %s
        Where that is meant, accept it and look at the difference:
          mvn test -pl edge-http/all-in-one -am -Dtest='RpcTableTest,ReasonTableTest,*TableIT' \
            -Dsurefire.failIfNoSpecifiedTests=false -D%s=accept
        """
            .formatted(file, difference(known, lines), PROPERTY));
  }

  /** Lines are sorted and unlike, so each is either there or not. */
  private static String difference(List<String> known, List<String> now) {
    List<String> lines = new ArrayList<>();
    known.stream().filter(line -> !now.contains(line)).forEach(line -> lines.add("- " + line));
    now.stream().filter(line -> !known.contains(line)).forEach(line -> lines.add("+ " + line));
    return lines.isEmpty() ? "the order alone" : String.join("\n", lines);
  }
}
