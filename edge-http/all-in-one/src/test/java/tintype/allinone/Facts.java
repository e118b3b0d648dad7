package tintype.allinone;

import java.util.ArrayList;
import java.util.List;

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

  List<String> toList() {
    return List.copyOf(facts);
  }

  @Override
  public String toString() {
    return String.join(", ", facts);
  }
}
