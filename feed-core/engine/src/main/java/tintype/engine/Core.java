package tintype.engine;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.LongConsumer;

/** The parts of a store, wired together, and the door that readers come and go by. */
final class Core {
  /** What the bytes of a snapshot mean; to be changed with them. */
  static final String LAYOUT = "2026-11-22 mutes that end";

  private static final long CLOSE_NANOS = 10_000_000_000L;

  /** Whether there is room for affinities and engagements. */
  final boolean ranking;

  final Tally tally = new Tally();
  final Pages pages;
  private final Blocks blocks;
  final Columns columns;
  final Dictionary dictionary;
  final Adjacency adjacency;
  final Residency residency;
  final FolloweeLists lists;
  final Rings rings;
  final Gather gather;

  /**
   * Everything with state on the heap, in the order in which snapshots hold it. A change of what is
   * here, or of what the pages hold, is another {@link #LAYOUT}: old snapshots are refused then.
   */
  private final List<Persistent> parts;

  private final Epoch epoch = new Epoch();
  private volatile boolean closed;

  Core(FeedStoreConfig config) {
    ranking = config.ranking();
    pages = new Pages(config.maxBytes(), tally);
    blocks = new Blocks(pages, epoch);
    columns = new Columns(pages, blocks, tally, config.maxAccounts());
    SlotTable stragglers = new SlotTable(pages, blocks, tally);
    dictionary = new Dictionary(columns, stragglers, tally, config.maxAccounts());
    SlotTable residents = new SlotTable(pages, blocks, tally);
    ResidentReaders readers = new ResidentReaders(residents);
    ColdPages cold = new ColdPages(pages, blocks, readers, tally);
    Touches touches = new Touches();
    adjacency = new Adjacency(pages, blocks, readers, cold, tally, ranking);
    residency = new Residency(adjacency, readers, cold, touches, tally, config);
    lists = new FolloweeLists(pages, readers, cold, touches, config.clock());
    rings = new Rings(pages, blocks, columns, tally, ranking);
    gather = new Gather(columns, lists, pages);
    parts = List.of(blocks, dictionary, columns, stragglers, residents, readers, cold, tally);
    // The parts are final fields; what the constructor wrote off-heap is published with them.
    VarHandle.releaseFence();
  }

  /** Fills an empty store; one that could not be filled is to be closed. */
  void load(SnapshotFile file, LongConsumer progress) {
    if (file.pages() > pages.max()) {
      throw new SnapshotRefusedException(
          "it has " + file.pages() + " pages of 64 KiB (expected: 1.." + pages.max() + ")");
    }
    new SnapshotLoad(file, pages, progress).run();
    parts.forEach(part -> part.load(file.parts()));
    VarHandle.releaseFence();
  }

  /** What the parts keep on the heap, as of now; between two operations of the applier. */
  void saveParts(StateWriter out) {
    parts.forEach(part -> part.save(out));
  }

  Activity activity() {
    return new Activity(
        epoch.current(),
        epoch.behind(),
        blocks.waitingBytes(),
        gather.tornReads.sum(),
        gather.repeatedMerges.sum());
  }

  /** Lets a reader in; whoever counts itself in and then sees the store open keeps it open. */
  int enter() {
    int ticket = epoch.enter();
    if (closed) {
      epoch.exit(ticket);
      throw closedException();
    }
    return ticket;
  }

  void exit(int ticket) {
    epoch.exit(ticket);
  }

  /**
   * Shuts the door, waits for those inside and frees the memory. Memory under a reader that does
   * not leave is kept: losing it is better than the crash. False in that case.
   */
  boolean close() {
    closed = true;
    boolean idle = epoch.awaitIdle(CLOSE_NANOS);
    if (idle) {
      pages.close();
    }
    return idle;
  }

  static IllegalStateException closedException() {
    return new IllegalStateException("the feed store is closed");
  }
}
