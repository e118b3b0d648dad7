package tintype.engine;

import java.time.Clock;
import java.util.Arrays;

/**
 * Followee lists over dense ids, in pages as a store has them, but without the columns of the
 * accounts behind the ids: lists of 500 million accounts fit where those do not.
 */
public final class ListsAlone implements AutoCloseable {
  private final Tally tally = new Tally();
  private final Pages pages;
  private final Adjacency adjacency;
  private final FolloweeLists lists;

  /**
   * @param maxBytes most memory of the lists
   * @param ranking whether an edge of a hot list has its byte of affinity
   */
  public ListsAlone(long maxBytes, boolean ranking) {
    pages = new Pages(maxBytes, tally);
    Blocks blocks = new Blocks(pages, new Epoch());
    ResidentReaders readers = new ResidentReaders(new SlotTable(pages, blocks, tally));
    ColdPages cold = new ColdPages(pages, blocks, readers, tally);
    adjacency = new Adjacency(pages, blocks, readers, cold, tally, ranking);
    lists = new FolloweeLists(pages, readers, cold, new Touches(), Clock.systemUTC());
  }

  /** Stores a list, and reads it back to see that it is whole. */
  public void put(int reader, int[] followees, boolean cold) {
    int[] entries = followees.clone();
    Arrays.sort(entries);
    if (cold) {
      adjacency.replaceCold(reader, entries.clone(), Ends.NONE, entries.length);
    } else {
      adjacency.replace(reader, entries, Ends.NONE, entries.length);
    }
    if (!Arrays.equals(lists.copy(reader), entries)) {
      throw new IllegalStateException("the list of reader " + reader + " is not what it was");
    }
  }

  /** All that the lists take, in bytes: blocks or pages, and the table that says where. */
  public long bytes() {
    return tally.get(Tally.Count.ADJACENCY_BYTES)
        + tally.get(Tally.Count.COLD_PAGES) * Pages.PAGE_BYTES
        + tally.get(Tally.Count.DICTIONARY_BYTES);
  }

  @Override
  public void close() {
    pages.close();
  }
}
