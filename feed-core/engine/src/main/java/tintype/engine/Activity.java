package tintype.engine;

/**
 * How a {@link FeedStore} is being used, for metrics; each number is right, together they are not
 * of one moment.
 *
 * @param epoch how many times readers have passed, so that blocks could be used again
 * @param readersBehind readers who began before the present epoch and hold the next one back
 * @param retiredBytes bytes of blocks that wait for readers to pass
 * @param tornReads rings that were copied again because they changed meanwhile
 * @param repeatedMerges pages that were merged again because their floor did not hold
 */
public record Activity(
    long epoch, long readersBehind, long retiredBytes, long tornReads, long repeatedMerges) {}
