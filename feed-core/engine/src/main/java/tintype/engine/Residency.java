package tintype.engine;

/**
 * Keeps lists of followees within two budgets: hot ones that nobody reads turn cold, cold ones that
 * nobody reads leave memory. Both by clock (Corbato 1968): a hand goes round the resident readers;
 * who was read since it last came by is spared once. The hands rest while the budgets are held.
 *
 * <p>All of it is done by the applier, a few steps at a time.
 */
final class Residency {
  /** What a hand may do in one step; a list looked at costs many times an empty place. */
  private static final int EFFORT = 1 << 13;

  private static final int EFFORT_A_LIST = 32;

  /** Steps of one {@link #tend}. */
  private static final int STEPS = 64;

  private final Adjacency adjacency;
  private final ResidentReaders readers;
  private final ColdPages cold;
  private final Touches touches;
  private final Tally tally;
  private final long hotBytes;
  private final long coldBytes;
  private long hotHand;
  private long coldHand;

  Residency(
      Adjacency adjacency,
      ResidentReaders readers,
      ColdPages cold,
      Touches touches,
      Tally tally,
      FeedStoreConfig config) {
    this.adjacency = adjacency;
    this.readers = readers;
    this.cold = cold;
    this.touches = touches;
    this.tally = tally;
    this.hotBytes = config.hotBytes();
    this.coldBytes = config.coldBytes();
  }

  /**
   * Takes the first list of a reader as far as the budgets have room: hot, else cold, else not at
   * all. Once one was turned away all others are, so that no part of a list passes for a list.
   */
  boolean offer(int reader, int[] entries, long[] ends, int count) {
    if (readers.find(reader) == 0 && !readers.isComplete()) {
      return false;
    }
    Adjacency.checkRoom(count);
    if (hot() + adjacency.bytesFor(count) <= hotBytes) {
      adjacency.replace(reader, entries, ends, count);
      return true;
    }
    if (tally.get(Tally.Count.COLD_BYTES) <= coldBytes) {
      if (!adjacency.replaceCold(reader, entries, ends, count)) {
        // Thousands of mutes that end: rare, and no reason to turn all others away.
        adjacency.replace(reader, entries, ends, count);
      }
      return true;
    }
    adjacency.evict(reader);
    return false;
  }

  /**
   * One step towards the budgets, sparing one reader; next to nothing while they are held. Full
   * pages end a step early and harm nothing.
   */
  void step(int spared) {
    clean();
    try {
      if (hot() > hotBytes) {
        coolUntil(hotBytes, spared);
      }
      if (tally.get(Tally.Count.COLD_BYTES) > coldBytes) {
        evictSome(spared);
      }
    } catch (EngineFullException e) {
      // Where no page is left for one more cold list, and none comes free, others have to leave.
      if (!clean()) {
        evictSome(spared);
      }
    }
  }

  /** Whether a page of cold lists was given back. */
  private boolean clean() {
    try {
      return cold.clean();
    } catch (EngineFullException e) {
      return false;
    }
  }

  /** Makes hot what was read cold, and takes steps until the budgets are held, but not for long. */
  void tend() {
    touches.drain(this::warm);
    for (int steps = 0; steps < STEPS && isOver(); steps++) {
      step(-1);
    }
    step(-1);
  }

  /** If there is room, or can be made at once. Else it may ask again. */
  private void warm(int reader) {
    long found = readers.find(reader);
    if (found >= 0) {
      return;
    }
    long list = cold.address(ResidentReaders.ref(found));
    int bytes = adjacency.bytesFor(ColdList.count(list));
    try {
      if (hot() + bytes > hotBytes && bytes <= hotBytes) {
        coolUntil(hotBytes - bytes, reader);
      }
      if (hot() + bytes <= hotBytes) {
        adjacency.thaw(reader, found);
        tally.add(Tally.Count.PROMOTIONS, 1);
        return;
      }
    } catch (EngineFullException e) {
      // It stays as it is, which is slower and no less true.
    }
    ColdList.untouch(list);
  }

  private void coolUntil(long budget, int spared) {
    long places = readers.places();
    for (int effort = EFFORT; effort > 0 && hot() > budget; effort--) {
      hotHand = hotHand + 1 < places ? hotHand + 1 : 0;
      long found = readers.at(hotHand);
      if (found > 0 && ResidentReaders.reader(found) != spared) {
        adjacency.coolIfRested(found);
        effort -= EFFORT_A_LIST;
      }
    }
  }

  private void evictSome(int spared) {
    long places = readers.places();
    for (int effort = EFFORT; effort > 0 && isOver(); effort--) {
      coldHand = coldHand + 1 < places ? coldHand + 1 : 0;
      long found = readers.at(coldHand);
      if (found < 0 && ResidentReaders.reader(found) != spared) {
        evictIfRested(found);
        effort -= EFFORT_A_LIST;
      }
    }
  }

  private void evictIfRested(long found) {
    long list = cold.address(ResidentReaders.ref(found));
    if (ColdList.isTouched(list)) {
      ColdList.untouch(list);
    } else {
      adjacency.evict(ResidentReaders.reader(found));
      tally.add(Tally.Count.EVICTIONS, 1);
    }
  }

  private boolean isOver() {
    return hot() > hotBytes || tally.get(Tally.Count.COLD_BYTES) > coldBytes;
  }

  private long hot() {
    return tally.get(Tally.Count.ADJACENCY_BYTES);
  }
}
