package tintype.platform.changelog;

import tintype.platform.sql.Database;

/**
 * Remembers that work which a keyspace needs once has been done, in the table {@code
 * changelog_position}. Work that is killed before the note is done again, so it has to bear that.
 */
public final class OneTimeNote {
  /** No stream of the log either; the position of it says all. */
  private static final String STREAM = "once";

  private static final Position DONE = new Position("done");

  private final String name;
  private final StreamId stream;
  private final PositionStore notes;

  /**
   * @param name of the work; the same in every process that may do it
   * @param database has the table {@code changelog_position}
   */
  public OneTimeNote(String name, Database database) {
    this.name = name;
    this.stream = new StreamId(database.keyspace(), STREAM);
    this.notes = new PositionStore(database);
  }

  public boolean isDone() {
    return notes.position(name, stream).isPresent();
  }

  /** Notes that it is done, which another process may do at the same time. */
  public void done() {
    ConsumerLease.take(notes, name, stream, "")
        .ifPresent(
            lease -> {
              lease.save(DONE);
              lease.release();
            });
  }
}
