package tintype.engine;

/**
 * What a {@link FeedStore} holds and what that takes; all sizes are bytes.
 *
 * <p>The numbers are read one by one while the applier may be writing, so they are each right but
 * not a snapshot of one moment.
 *
 * @param accounts accounts with a dense id
 * @param residentReaders accounts whose list of followees is held
 * @param edges entries in those lists, muted ones included
 * @param posts post ids held
 * @param columnBytes pages of the columns
 * @param ringBytes blocks of rings in use
 * @param adjacencyBytes blocks of followee lists in use
 * @param dictionaryBytes pages of the two hash tables: stragglers and resident readers
 * @param pagesUsed pages in use or kept for use, of 64 KiB
 * @param pagesMax most pages there can be
 */
public record Usage(
    long accounts,
    long residentReaders,
    long edges,
    long posts,
    long columnBytes,
    long ringBytes,
    long adjacencyBytes,
    long dictionaryBytes,
    long pagesUsed,
    long pagesMax) {

  /** What the pages taken so far amount to, in bytes. */
  public long bytesReserved() {
    return pagesUsed << 16;
  }

  /** What is in use in those pages, in bytes; the rest waits in free blocks. */
  public long bytesUsed() {
    return columnBytes + ringBytes + adjacencyBytes + dictionaryBytes;
  }
}
