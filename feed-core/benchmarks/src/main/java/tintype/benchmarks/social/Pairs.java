package tintype.benchmarks.social;

/**
 * Which account writes to which post, by the number of the write. No pair comes twice, so that each
 * like changes something.
 *
 * @param accounts how many there are
 * @param posts how many there are
 * @param hot all write to one post until each has, and then to the next; else each goes on to
 *     another post once all others had their turn
 */
record Pairs(int accounts, int posts, boolean hot) {
  long count() {
    return (long) accounts * posts;
  }

  int account(long write) {
    return (int) (write % accounts);
  }

  int post(long write) {
    long turn = write / accounts;
    return (int) (hot ? turn : (account(write) + turn) % posts);
  }
}
