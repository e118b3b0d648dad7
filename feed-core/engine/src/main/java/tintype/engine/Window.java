package tintype.engine;

import java.util.Arrays;

/**
 * What a {@link Ring} holds while it is changed: ids ascending, the limit first if it is truncated,
 * and next to each the post's engagement, 0 where the ring has no room for it.
 */
final class Window {
  final long[] ids = new long[Ring.MAX_SLOTS + 1];
  final int[] engagements = new int[ids.length];
  int used;

  /** Begins anew. */
  void clear() {
    used = 0;
  }

  /** Takes over what a ring has. */
  void load(long ring) {
    long header = Ring.header(ring);
    clear();
    for (int place = Ring.used(header) - 1; place >= 0; place--) {
      add(Ring.id(ring, header, place), Ring.engagement(ring, header, place));
    }
  }

  /** Adds an id above all others. */
  void add(long id, int engagement) {
    engagements[used] = engagement;
    ids[used++] = id;
  }

  /** Where an id is, or -1 - where it would be. */
  int find(long id) {
    return Arrays.binarySearch(ids, 0, used, id);
  }

  /** How many are below a bound. */
  int below(long bound) {
    int at = find(bound);
    return at >= 0 ? at : -at - 1;
  }

  void insert(int place, long id) {
    move(place, place + 1, used - place);
    ids[place] = id;
    engagements[place] = 0;
    used++;
  }

  void remove(int place) {
    move(place + 1, place, used - place - 1);
    used--;
  }

  /** Leaves so many of the highest, behind a limit. */
  void keep(int kept, long limit) {
    move(used - kept, 1, kept);
    ids[0] = limit;
    engagements[0] = 0;
    used = kept + 1;
  }

  private void move(int from, int to, int count) {
    System.arraycopy(ids, from, ids, to, count);
    System.arraycopy(engagements, from, engagements, to, count);
  }
}
