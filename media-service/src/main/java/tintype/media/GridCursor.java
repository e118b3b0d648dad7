package tintype.media;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a grid was left. Its pins are those that its first page found: a post that is pinned or
 * unpinned between two pages then neither repeats nor is skipped.
 *
 * @param pins ids of posts, in their order in the grid
 * @param shown how many of them are behind it
 * @param before the last id behind it among the posts by time
 */
record GridCursor(List<Long> pins, int shown, long before) {
  /** Before the first post. */
  static GridCursor start(List<Long> pins) {
    return new GridCursor(pins, 0, Long.MAX_VALUE);
  }

  /** How many numbers a key of at most so many pins has. */
  static int parts(int maxPins) {
    return 2 + maxPins;
  }

  /** What {@link #key} has made. */
  static GridCursor of(long[] key) {
    List<Long> pins = new ArrayList<>();
    for (int i = 2; i < key.length && key[i] != 0; i++) {
      pins.add(key[i]);
    }
    return new GridCursor(List.copyOf(pins), (int) key[0], key[1]);
  }

  /** As numbers, for a page token. */
  long[] key(int maxPins) {
    long[] key = new long[parts(maxPins)];
    key[0] = shown;
    key[1] = before;
    for (int i = 0; i < pins.size(); i++) {
      key[2 + i] = pins.get(i);
    }
    return key;
  }

  /** The pins ahead of it. */
  List<Long> pinsLeft() {
    return pins.subList(shown, pins.size());
  }

  GridCursor pastPin(long pin) {
    return new GridCursor(pins, pins.indexOf(pin) + 1, before);
  }

  GridCursor past(long post) {
    return new GridCursor(pins, pins.size(), post);
  }
}
