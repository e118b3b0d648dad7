package tintype.allinone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import tintype.testkit.Eventually;

/** One who lets a company do all kinds of deeds at random, one after the other. */
final class SocialClient {
  private static final Duration SOON = Duration.ofSeconds(20);

  private record Answered(Write write, String answer) {}

  private final Company company;
  private final List<Deed> deeds;
  private final Random random;
  private final UntilCut calls = new UntilCut();
  private final Map<Deed, Write> unanswered = new LinkedHashMap<>();
  private final Map<Deed, Answered> last = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  SocialClient(Company company, long seed) {
    this.company = company;
    this.deeds = company.deeds();
    this.random = new Random(seed);
  }

  /** Goes on with the system as it runs now. */
  void enter(RunningSystem system) {
    company.enter(system);
  }

  /** Writes until the system has been cut off; returns what it was told. */
  Tally write(BooleanSupplier cut) {
    calls.mind(cut);
    Tally tally = Tally.NONE;
    try {
      while (!cut.getAsBoolean()) {
        Deed deed = deeds.get(random.nextInt(deeds.size()));
        finish(deed, deed.next(random));
        tally = tally.plus(Tally.OF_A_DEED);
      }
    } catch (UntilCut.CutException e) {
      tally = tally.plus(Tally.UNANSWERED);
    }
    return tally;
  }

  private void finish(Deed deed, Write write) {
    unanswered.put(deed, write);
    try {
      String answer = calls.answer(write.call());
      write.acknowledged().accept(answer);
      last.put(deed, new Answered(write, answer));
      counts.merge(deed.name(), 1, Integer::sum);
    } catch (Refused | AssertionError e) {
      problems.add(told(deed, write) + ": " + e.getMessage());
    }
    unanswered.remove(deed);
  }

  /** Repeats what was not answered, and the last of each kind that was. */
  void settle() {
    calls.insist();
    Map.copyOf(unanswered).forEach(this::finish);
    last.forEach(this::repeat);
  }

  private void repeat(Deed deed, Answered done) {
    try {
      String again = calls.answer(done.write().call());
      if (!again.equals(done.answer())) {
        problems.add(
            told(deed, done.write()) + " answered " + done.answer() + ", repeated: " + again);
      }
    } catch (Refused | AssertionError e) {
      problems.add(told(deed, done.write()) + " repeated: " + e.getMessage());
    }
  }

  /** Waits until the effects of all are there. */
  void audit() {
    for (Deed deed : deeds) {
      try {
        Eventually.awaitPass(SOON, deed::check);
      } catch (AssertionError e) {
        problems.add(deed.name() + ": " + e.getMessage());
      }
    }
  }

  private static String told(Deed deed, Write write) {
    return deed.name() + " (" + write.what().lines().findFirst().orElse("") + ")";
  }

  /** What no correct system does, each told once. */
  List<String> takeProblems() {
    List<String> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }

  /** How many of each kind were acknowledged. */
  Map<String, Integer> counts() {
    return counts;
  }
}
