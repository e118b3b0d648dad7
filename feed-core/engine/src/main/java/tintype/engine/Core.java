package tintype.engine;

import java.lang.invoke.VarHandle;

/** The parts of a store, wired together, and the door that readers come and go by. */
final class Core {
  private static final long CLOSE_NANOS = 10_000_000_000L;

  final Tally tally = new Tally();
  final Pages pages;
  final Columns columns;
  final Dictionary dictionary;
  final Adjacency adjacency;
  final Rings rings;
  final Gather gather;
  private final Epoch epoch = new Epoch();
  private volatile boolean closed;

  Core(FeedStoreConfig config) {
    pages = new Pages(config.maxBytes(), tally);
    Blocks blocks = new Blocks(pages, epoch);
    columns = new Columns(pages, blocks, tally, config.maxAccounts());
    SlotTable stragglers = new SlotTable(pages, blocks, tally);
    dictionary = new Dictionary(columns, stragglers, tally, config.maxAccounts());
    ResidentReaders readers = new ResidentReaders(new SlotTable(pages, blocks, tally));
    adjacency = new Adjacency(pages, blocks, readers, tally);
    rings = new Rings(pages, blocks, columns, tally);
    gather = new Gather(columns, adjacency, pages);
    // The parts are final fields; what the constructor wrote off-heap is published with them.
    VarHandle.releaseFence();
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
