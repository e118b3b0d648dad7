package tintype.platform.changelog;

import java.util.List;

/**
 * Whole transactions in commit order.
 *
 * @param events at least one
 * @param after where to go on once all of them have taken effect
 */
public record ChangeBatch(StreamId stream, List<ChangeEvent> events, Position after) {}
