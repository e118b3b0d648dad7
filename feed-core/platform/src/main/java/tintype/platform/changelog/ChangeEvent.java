package tintype.platform.changelog;

import java.time.Instant;

/**
 * One row of an outbox.
 *
 * @param id the row's id; ids do not become visible in their own order
 * @param ownerId the account whose shard the transaction wrote to
 * @param kind the payload's simple message name
 * @param payload the message's bytes; not to be changed
 * @param commitTime when the transaction was committed, as exact as the log says it: MySQL's and
 *     MariaDB's log count whole seconds
 */
public record ChangeEvent(
    StreamId stream, long id, long ownerId, String kind, byte[] payload, Instant commitTime) {}
