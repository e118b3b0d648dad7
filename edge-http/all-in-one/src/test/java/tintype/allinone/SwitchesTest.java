package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SwitchesTest {
  private final Switches<Integer> switches = new Switches<>(random -> random.nextInt(2), 1);

  @Test
  void nobodyGetsOneThatAnotherCallIsAbout() {
    Integer first = switches.takeOff();
    Integer second = switches.takeOff();

    assertThat(second).isNotEqualTo(first);
    assertThat(switches.takeOff()).isNull();
    assertThat(switches.takeOn()).isNull();
  }

  @Test
  void whatWasTurnedOnIsTurnedOffOnce() {
    Integer key = switches.takeOff();
    switches.settle(key, true);

    assertThat(switches.settled()).isEqualTo(Map.of(key, true));
    assertThat(switches.takeOn()).isEqualTo(key);
    assertThat(switches.takeOn()).isNull();
    switches.settle(key, false);
    assertThat(switches.settled()).isEqualTo(Map.of(key, false));
  }

  @Test
  void whatHasNoAnswerIsNotRemembered() {
    switches.takeOff();

    assertThat(switches.settled()).isEmpty();
  }
}
