package tintype.engine;

/**
 * Account ids to dense ids. Accounts that arrive in ascending order are found by a search in the
 * column of account ids and cost nothing more; from the first that does not, all go to a table of
 * stragglers.
 */
final class Dictionary implements Persistent {
  /** What {@link #find} says of an account that nobody has mentioned. */
  static final int UNKNOWN = -1;

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

  /** The dense id of an account, or {@link #UNKNOWN}. */
  int find(long account) {
    int low = 0;
    int high = sorted - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = columns.accountId(middle);
      if (found == account) {
        return middle;
      }
      if (found < account) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return findStraggler(account);
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
      throw new EngineFullException("accounts", maxAccounts);
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
