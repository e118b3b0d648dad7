package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each publication, stopped at any access to shared memory by either side. Where chance has to help
 * {@link ConcurrentHistoriesTest}, this goes into every gap between two accesses.
 */
class InterleavingTest {
  private static final long NANOS = Long.getLong("tintype.stress.millis", 250) * 1_000_000;

  @ParameterizedTest
  @EnumSource
  void everyPageIsMadeOfStatesThatWereWhereverOneStops(Publication publication) throws Exception {
    var run = stepped(Interleavings.class, "of", publication.name());
    long end = System.nanoTime() + NANOS;
    long met = 0;
    for (long seed = 0; seed == 0 || System.nanoTime() - end < 0; seed++) {
      met += run.applyAsLong(seed);
    }
    assertThat(met).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void whatStandsNextToTheNewestPostIsOfTheSameMoment(long changes) throws Exception {
    assertThat(stepped(NewestTwo.class, "scenarios").applyAsLong(changes)).isGreaterThan(100);
  }

  @Test
  void accountsAreFoundWhileTheirTableGrows() throws Exception {
    LongUnaryOperator run = stepped(TableGrowths.class, "scenarios");
    assertThat(run.applyAsLong(0)).isGreaterThan(100);
    assertThat(run.applyAsLong(1)).isEqualTo(15);
  }

  /** What a static method of a class gives that is loaded with a stop before each access. */
  private static LongUnaryOperator stepped(Class<?> type, String method, Object... arguments)
      throws ReflectiveOperationException {
    Class<?> loaded = new SteppedEngine().loadClass(type.getName());
    Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
    Method factory = loaded.getDeclaredMethod(method, types);
    factory.setAccessible(true);
    return (LongUnaryOperator) factory.invoke(null, arguments);
  }
}
