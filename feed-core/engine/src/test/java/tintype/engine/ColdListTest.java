package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists come out of the compressed layout as they went in. */
class ColdListTest {
  private static final int MAX_DENSE = (1 << 30) - 1;

  private final ColdEncoder encoder = new ColdEncoder();

  @Test
  void nobodyAndOne() {
    assertThat(roundTrip(new int[0])).isEmpty();
    assertThat(roundTrip(new int[] {0})).containsExactly(0);
    assertThat(roundTrip(new int[] {MAX_DENSE})).containsExactly(MAX_DENSE);
  }

  @Test
  void gapsOfNothingAndOfAllThereIs() {
    assertThat(roundTrip(new int[] {0, MAX_DENSE})).containsExactly(0, MAX_DENSE);
    assertThat(roundTrip(new int[] {MAX_DENSE - 1, MAX_DENSE}))
        .containsExactly(MAX_DENSE - 1, MAX_DENSE);
    int[] ends = new int[7_500];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = i < 3_000 ? i : MAX_DENSE - ends.length + i + 1;
    }
    assertThat(roundTrip(ends)).containsExactly(ends);
  }

  @Test
  void mutesOfBothKindsStand() {
    int[] entries = new int[FolloweeList.MAX_ENTRIES];
    for (int i = 0; i < entries.length; i++) {
      int muted = FolloweeList.muted(131_000 * i);
      entries[i] = i % 3 == 0 ? 131_000 * i : i % 3 == 1 ? muted : FolloweeList.unfollowed(muted);
    }
    assertThat(roundTrip(entries)).containsExactly(entries);
    assertThat(followed(entries)).isEqualTo(2 * entries.length / 3 + 1);
  }

  @Test
  void endsStandWithTheirMutes() {
    SplittableRandom random = new SplittableRandom(9);
    for (int list = 0; list < 1_000; list++) {
      int[] entries =
          random
              .ints(random.nextInt(list % 100 == 0 ? 4_000 : 60), 0, 1 << 30)
              .distinct()
              .map(dense -> random.nextBoolean() ? FolloweeList.muted(dense) : dense)
              .map(e -> e < 0 && random.nextInt(4) == 0 ? FolloweeList.unfollowed(e) : e)
              .toArray();
      Map<Integer, Long> ends = new HashMap<>();
      long[] untils = new long[entries.length];
      for (int i = 0; i < entries.length; i++) {
        boolean ending = FolloweeList.isMuted(entries[i]) && random.nextBoolean();
        untils[i] = ending ? random.nextLong(1, Ends.NEVER) : Ends.NEVER;
        ends.put(entries[i], untils[i]);
      }
      checkEnds(entries, untils, ends);
    }
  }

  private void checkEnds(int[] entries, long[] untils, Map<Integer, Long> ends) {
    int length = encoder.encode(77, entries.clone(), untils, entries.length);
    try (Arena arena = Arena.ofConfined()) {
      long list = arena.allocate(length + 8, 8).address();
      Memory.copy(encoder.bytes(), list, length);
      int[] decoded = new int[entries.length];
      long[] loaded = new long[entries.length];
      Arrays.fill(loaded, Ends.NEVER);
      assertThat(ColdList.decode(list, decoded)).isEqualTo(entries.length);
      ColdList.loadEnds(list, loaded);
      for (int i = 0; i < decoded.length; i++) {
        assertThat(loaded[i]).isEqualTo(ends.get(decoded[i]));
      }
      int[] lifted = decoded.clone();
      if (ColdList.hasMutes(list)) {
        ColdList.lift(list, lifted, Ends.NEVER / 2);
      }
      for (int i = 0; i < decoded.length; i++) {
        boolean ended = loaded[i] <= Ends.NEVER / 2 && FolloweeList.isFollowed(decoded[i]);
        assertThat(FolloweeList.isMuted(lifted[i]))
            .isEqualTo(FolloweeList.isMuted(decoded[i]) && !ended);
      }
    }
  }

  @Test
  void disorderIsPutInOrder() {
    assertThat(roundTrip(new int[] {9, FolloweeList.muted(2), 1 << 29, 7}))
        .containsExactly(FolloweeList.muted(2), 7, 9, 1 << 29);
  }

  /** The entropy is log2(e u / n): 15.73 bits at 10 M and 21.38 at 500 M. */
  @ParameterizedTest
  @CsvSource({"10000000, 500, 2.00", "500000000, 500, 2.71", "1000000000, 7500, 2.36"})
  void listsTakeLittleMoreThanTheirEntropy(int accounts, int count, double bytesAnEdge) {
    SplittableRandom random = new SplittableRandom(3);
    long bytes = 0;
    for (int list = 0; list < 100; list++) {
      bytes +=
          encoder.encode(
              1, random.ints(count, 0, accounts).distinct().toArray(), Ends.NONE, count - 4);
    }
    assertThat((double) bytes / 100 / count).isLessThan(bytesAnEdge);
  }

  @Test
  void randomListsComeBack() {
    SplittableRandom random = new SplittableRandom(5);
    for (int list = 0; list < 3_000; list++) {
      int universe = 1 << 1 + random.nextInt(30);
      int[] entries =
          random
              .ints(random.nextInt(list % 50 == 0 ? 7_500 : 200), 0, universe)
              .distinct()
              .map(dense -> random.nextInt(10) == 0 ? FolloweeList.muted(dense) : dense)
              .toArray();
      int[] ordered =
          Arrays.stream(entries)
              .boxed()
              .sorted((a, b) -> FolloweeList.dense(a) - FolloweeList.dense(b))
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(roundTrip(entries)).containsExactly(ordered);
    }
  }

  private int[] roundTrip(int[] entries) {
    int[] copy = Arrays.copyOf(entries, entries.length);
    int length = encoder.encode(77, copy, Ends.NONE, copy.length);
    try (Arena arena = Arena.ofConfined()) {
      long list = arena.allocate(length + 8, 8).address();
      Memory.copy(encoder.bytes(), list, length);
      assertThat(length).isEqualTo(ColdList.bytes(list)).isLessThan(1 << 15);
      assertThat(ColdList.count(list)).isEqualTo(entries.length);
      assertThat(ColdList.owner(list)).isEqualTo(77);
      assertThat(ColdList.isTouched(list)).isFalse();
      ColdList.touch(list);
      ColdList.touch(list);
      assertThat(ColdList.isTouched(list)).isTrue();
      int[] decoded = new int[FolloweeList.MAX_ENTRIES];
      int count = ColdList.decode(list, decoded);
      ColdList.untouch(list);
      assertThat(ColdList.isTouched(list)).isFalse();
      assertThat(ColdList.owner(list)).isEqualTo(77);
      return Arrays.copyOf(decoded, count);
    }
  }

  private int followed(int[] entries) {
    int length = encoder.encode(1, entries.clone(), Ends.NONE, entries.length);
    try (Arena arena = Arena.ofConfined()) {
      long list = arena.allocate(length + 8, 8).address();
      Memory.copy(encoder.bytes(), list, length);
      return ColdList.countFollowed(list);
    }
  }
}
