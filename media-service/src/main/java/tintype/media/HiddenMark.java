package tintype.media;

import java.util.Comparator;
import tintype.platform.rpc.IdText.Owned;

/**
 * What a row is to know of its account.
 *
 * @param thing under which the row counts
 * @param key of the row among those of one owner and thing
 * @param account whose row it is
 * @param thread of a reply, the comment that its thread begins with; else 0
 * @param turn the version of the account's state
 */
record HiddenMark(Owned thing, long key, long account, long thread, int turn)
    implements Comparable<HiddenMark> {
  private static final Comparator<HiddenMark> ORDER =
      Comparator.comparingLong((HiddenMark mark) -> mark.thing.owner())
          .thenComparingLong(mark -> mark.thing.id())
          .thenComparingLong(mark -> mark.key)
          .thenComparingInt(mark -> mark.turn);

  HiddenMark at(long version) {
    return new HiddenMark(thing, key, account, thread, Math.toIntExact(version));
  }

  /** In the order of the keys of most tables. */
  @Override
  public int compareTo(HiddenMark other) {
    return ORDER.compare(this, other);
  }
}
