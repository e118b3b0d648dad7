package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody else has taken. */
@ParameterizedClass
@EnumSource(Transport.class)
class TakenNamesIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Parameter Transport transport;
  private Calls calls;
  private Person ana;

  @BeforeEach
  void register() {
    calls = SYSTEM.calls(transport);
    ana = Person.register(calls);
  }

  @Test
  void ofSixteenWhoWantOneNameAtOnceOneGetsIt() throws Exception {
    String name = Person.freshName();
    Footprint before = SYSTEM.footprint();
    CyclicBarrier start = new CyclicBarrier(16);
    List<String> outcomes = new ArrayList<>();

    try (var threads = Executors.newFixedThreadPool(16)) {
      List<Future<String>> calling = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        calling.add(
            threads.submit(
                () -> {
                  start.await();
                  return outcomeOfRegistering(name);
                }));
      }
      for (Future<String> outcome : calling) {
        outcomes.add(outcome.get());
      }
    }

    assertThat(outcomes).containsOnlyOnce("registered");
    assertThat(outcomes.stream().filter("ALREADY_EXISTS USERNAME_TAKEN"::equals)).hasSize(15);
    assertThat(SYSTEM.footprint().rows().get("account.account"))
        .isEqualTo(before.rows().get("account.account") + 1);
    assertThat(SYSTEM.footprint().rows().get("account.session"))
        .isEqualTo(before.rows().get("account.session") + 1);
  }

  @Test
  void aTakenNameIsRefusedInAnyCaseOfLetters() {
    Footprint before = SYSTEM.footprint();

    Refused refused =
        Refused.by(() -> Person.register(calls, ana.account().getUsername().toUpperCase()));

    assertThat(refused.codeAndReason()).isEqualTo("ALREADY_EXISTS USERNAME_TAKEN");
    assertThat(refused.metadata()).containsEntry("username", ana.account().getUsername());
    assertThat(SYSTEM.footprint()).isEqualTo(before);
  }

  private String outcomeOfRegistering(String name) {
    try {
      Person.register(calls, name);
      return "registered";
    } catch (Refused e) {
      return e.codeAndReason();
    }
  }
}
