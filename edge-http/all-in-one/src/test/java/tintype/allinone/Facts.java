package tintype.allinone;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Facts about one thing as texts, so that what differs can be read. */
final class Facts {
  private final List<String> facts = new ArrayList<>();

  Facts(String... facts) {
    this.facts.addAll(List.of(facts));
  }

  void add(String fact) {
    facts.add(fact);
  }

  void flag(String fact, boolean holds) {
    if (holds) {
      facts.add(fact);
    }
  }

  void count(String what, long number) {
    facts.add(what + "=" + number);
  }

  /** Without the numbers of these names. */
  static List<String> withoutCounts(Set<String> names, List<String> facts) {
    String count = "(, )?\\b(" + String.join("|", names) + ")=[0-9]+";
    return facts.stream()
        .map(fact -> fact.replaceAll(count, ""))
        .filter(fact -> !fact.isEmpty())
        .toList();
  }

  List<String> toList() {
    return List.copyOf(facts);
  }

  @Override
  public String toString() {
    return String.join(", ", facts);
  }
}
