package tintype.allinone;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Things that are on or off, each turned by a call of its own; all begin off. */
abstract class SwitchDeed<T> implements Deed {
  private final List<T> things;
  private final Set<T> on = new LinkedHashSet<>();

  SwitchDeed(Collection<T> things) {
    this.things = List.copyOf(things);
  }

  @Override
  public final Write next(Random random) {
    T thing = things.get(random.nextInt(things.size()));
    boolean turnOn = !on.contains(thing);
    return new Write(
        (turnOn ? "on " : "off ") + thing,
        () -> turn(thing, turnOn),
        answer -> {
          if (turnOn) {
            on.add(thing);
          } else {
            on.remove(thing);
          }
        });
  }

  /** Turns it; answers how it is now. */
  abstract String turn(T thing, boolean on);

  final List<T> things() {
    return things;
  }

  final boolean isOn(T thing) {
    return on.contains(thing);
  }
}
