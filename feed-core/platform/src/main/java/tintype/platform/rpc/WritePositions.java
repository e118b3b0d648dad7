package tintype.platform.rpc;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some writes, each once and the newest first: what {@code tintype-after} holds. Of more than
 * {@value #MAX} the newest are kept, for the older ones have had the most time to take effect.
 */
public final class WritePositions {
  /** Positions that one header holds. */
  public static final int MAX = 16;

  /** A header that is longer is refused unread. */
  static final int MAX_LENGTH = MAX * 40;

  public static final WritePositions NONE = new WritePositions(List.of());

  private static final Comparator<WritePosition> NEWEST_FIRST =
      Comparator.comparingLong(WritePosition::id).reversed().thenComparing(WritePosition::keyspace);

  private final List<WritePosition> list;

  private WritePositions(List<WritePosition> list) {
    this.list = list;
  }

  /** The newest of them. */
  public static WritePositions of(Collection<WritePosition> positions) {
    return positions.isEmpty() ? NONE : of(positions.stream());
  }

  private static WritePositions of(Stream<WritePosition> positions) {
    return new WritePositions(positions.distinct().sorted(NEWEST_FIRST).limit(MAX).toList());
  }

  /**
   * Reads the text form: positions with commas between them, with blanks around them or not.
   *
   * @throws IllegalArgumentException for other text, or more than {@value #MAX} positions
   */
  public static WritePositions parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          text.length() + " characters (expected: " + MAX_LENGTH + " at most)");
    }
    String[] parts = text.split(",", -1);
    if (parts.length > MAX) {
      throw new IllegalArgumentException(
          parts.length + " positions (expected: " + MAX + " at most)");
    }
    return of(Stream.of(parts).map(part -> WritePosition.parse(part.strip())));
  }

  /** These and those. */
  public WritePositions with(WritePositions others) {
    if (others.isEmpty()) {
      return this;
    }
    return isEmpty() ? others : of(Stream.concat(list.stream(), others.list.stream()));
  }

  public WritePositions with(WritePosition other) {
    return with(new WritePositions(List.of(other)));
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** Newest first; unmodifiable. */
  public List<WritePosition> list() {
    return list;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WritePositions positions && positions.list.equals(list);
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  /** The text form. */
  @Override
  public String toString() {
    return list.stream().map(WritePosition::toString).collect(Collectors.joining(","));
  }
}
