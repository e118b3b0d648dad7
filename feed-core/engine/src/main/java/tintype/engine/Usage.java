package tintype.engine;

/**
 * What a {@link FeedStore} holds and what that takes; all sizes are bytes.
 *
 * <p>The numbers are read one by one while the applier may be writing, so they are each right but
 * not a snapshot of one moment.
 *
 * @param accounts accounts with a dense id
 * @param residentReaders accounts whose list of followees is held, hot or cold
 * @param coldReaders those of them whose list is compressed
 * @param absentReaders accounts whose list is not held though there may be one
 * @param edges entries in those lists, muted ones included
 * @param posts post ids held
 * @param columnBytes pages of the columns
 * @param ringBytes blocks of rings in use
 * @param adjacencyBytes blocks of hot followee lists in use, and of the ends of their mutes
 * @param coldBytes compressed followee lists
 * @param coldPageBytes the pages in which they lie
 * @param dictionaryBytes pages of the two hash tables: stragglers and resident readers
 * @param promotions cold lists made hot because they were read
 * @param demotions hot lists made cold because they were not
 * @param evictions cold lists that left memory because they were not
 * @param pagesUsed pages in use or kept for use, of 64 KiB
 * @param pagesMax most pages there can be
 * @param accountsMax most accounts there can be
 */
public record Usage(
    long accounts,
    long residentReaders,
    long coldReaders,
    long absentReaders,
    long edges,
    long posts,
    long columnBytes,
    long ringBytes,
    long adjacencyBytes,
    long coldBytes,
    long coldPageBytes,
    long dictionaryBytes,
    long promotions,
    long demotions,
    long evictions,
    long pagesUsed,
    long pagesMax,
    long accountsMax) {

  /** How much of the pages is taken, 0..1. */
  public double memoryOccupancy() {
    return (double) pagesUsed / pagesMax;
  }

  /** How much of the dense ids is taken, 0..1. */
  public double accountsOccupancy() {
    return (double) accounts / accountsMax;
  }

  /** What the pages taken so far amount to, in bytes. */
  public long bytesReserved() {
    return pagesUsed << 16;
  }

  /** What is in use in those pages, in bytes; the rest waits in free blocks. */
  public long bytesUsed() {
    return columnBytes + ringBytes + adjacencyBytes + coldPageBytes + dictionaryBytes;
  }
}
