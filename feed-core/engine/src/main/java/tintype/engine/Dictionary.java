package tintype.engine;

import tintype.engine.EngineFullException.Bound;

/**
 * Account ids to dense ids. Accounts that arrive in ascending order are found by a search in the
 * column of account ids and cost nothing more; from the first that does not, all go to a table of
 * stragglers.
 */
final class Dictionary implements Persistent {
  /** What {@link #find} says of an account that nobody has mentioned. */
  static final int UNKNOWN = -1;

  private static final int GUESSES = 3;

  /** Places that one or two lines of the cache hold. */
  private static final int NEAR = 8;

  private final Columns columns;
  private final SlotTable stragglers;
  private final Tally tally;
  private final int maxAccounts;
  private volatile int sorted;
  private int count;

  Dictionary(Columns columns, SlotTable stragglers, Tally tally, int maxAccounts) {
    this.columns = columns;
    this.stragglers = stragglers;
    this.tally = tally;
    this.maxAccounts = maxAccounts;
  }

  int max() {
    return maxAccounts;
  }

  /** The dense id of an account, or {@link #UNKNOWN}. */
  int find(long account) {
    int last = sorted - 1;
    if (last < 0 || account < columns.accountId(0) || account > columns.accountId(last)) {
      return findStraggler(account);
    }
    int dense = search(account, last);
    return columns.accountId(dense) == account ? dense : findStraggler(account);
  }

  /**
   * The first place up to the last whose id is the account's or above. A few guesses by the line
   * between the ends come near where ids are spread evenly, as those that carry their time mostly
   * are; then steps that double, and halves, which never cost more than twice a search by halves
   * alone. Each look is a miss of the cache that the next one waits for.
   */
  private int search(long account, int last) {
    int low = 0;
    int high = last;
    long lowId = columns.accountId(low);
    long highId = columns.accountId(high);
    int at = low;
    for (int guess = 0; guess < GUESSES && high - low > NEAR && lowId < account; guess++) {
      double share = (double) (account - lowId) / (highId - lowId);
      at = low + (int) (share * (high - low));
      long id = columns.accountId(at);
      if (id >= account) {
        high = at;
        highId = id;
      } else {
        low = at;
        lowId = id;
      }
    }
    return halve(account, low, high, at == high);
  }

  /** The same between two places, of which one is probably near. */
  private int halve(long account, int from, int to, boolean nearTheEnd) {
    int low = from;
    int high = to;
    for (int step = NEAR; high - low > step; step *= 2) {
      int at = nearTheEnd ? high - step : low + step;
      boolean reaches = columns.accountId(at) >= account;
      if (reaches) {
        high = at;
      } else {
        low = at;
      }
      if (reaches != nearTheEnd) {
        break;
      }
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (columns.accountId(middle) < account) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int findStraggler(long account) {
    SlotTable.View table = stragglers.view();
    if (table.isEmpty()) {
      return UNKNOWN;
    }
    int tag = tag(account);
    for (long slot = table.home(tag); ; slot = table.next(slot)) {
      long entry = table.entry(slot);
      if (entry == 0) {
        return UNKNOWN;
      }
      int dense = (int) entry - 1;
      if ((int) (entry >>> 32) == tag && columns.accountId(dense) == account) {
        return dense;
      }
    }
  }

  /** The dense id of an account, allotted now if it has none. */
  int allot(long account) {
    if (account <= 0) {
      throw new IllegalArgumentException("account: " + account + " (expected: a positive id)");
    }
    int known = find(account);
    return known != UNKNOWN ? known : add(account);
  }

  private int add(long account) {
    if (count == maxAccounts) {
      throw new EngineFullException(Bound.ACCOUNTS, maxAccounts);
    }
    int dense = count;
    boolean ascends = sorted == count && (count == 0 || columns.accountId(count - 1) < account);
    columns.reserve(dense);
    if (!ascends) {
      stragglers.reserve();
    }
    columns.setAccountId(dense, account);
    count = dense + 1;
    if (ascends) {
      sorted = count;
    } else {
      stragglers.insert(tag(account), count);
    }
    tally.add(Tally.Count.ACCOUNTS, 1);
    return dense;
  }

  @Override
  public void save(StateWriter out) {
    out.putInt(sorted);
    out.putInt(count);
  }

  @Override
  public void load(StateReader in) {
    sorted = in.getInt();
    count = in.getInt();
    if (count > maxAccounts) {
      throw new SnapshotRefusedException(
          "it has " + count + " accounts (expected: 0.." + maxAccounts + ")");
    }
  }

  private static int tag(long account) {
    long mixed = (account ^ account >>> 32) * 0xD6E8_FEB8_6659_FD93L;
    return (int) (mixed >>> 32);
  }
}
