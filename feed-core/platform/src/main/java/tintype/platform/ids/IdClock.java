package tintype.platform.ids;

import java.time.Instant;

/**
 * How an id holds its time: 41 bits of milliseconds since 2026-01-01, 13 bits of node, 10 bits of
 * sequence. The sign bit stays 0 until 2060.
 */
public final class IdClock {
  /** Millisecond zero of all ids. */
  public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  /** Node numbers are below this. */
  public static final int NODES = 1 << 13;

  static final int SEQUENCE_BITS = 10;
  static final int TIME_SHIFT = 23;
  static final long EPOCH_MILLIS = EPOCH.toEpochMilli();

  private IdClock() {}

  /** When an id was minted, to the millisecond. */
  public static Instant timeOf(long id) {
    return Instant.ofEpochMilli((id >>> TIME_SHIFT) + EPOCH_MILLIS);
  }

  /** The node that minted an id, below {@link #NODES}. */
  public static int nodeOf(long id) {
    return (int) (id >>> SEQUENCE_BITS) & (NODES - 1);
  }

  /** A bound that every id minted at or after this time reaches, and no earlier one does. */
  public static long floorFor(Instant time) {
    return Math.max(0, time.toEpochMilli() - EPOCH_MILLIS) << TIME_SHIFT;
  }
}
