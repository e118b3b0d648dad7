package tintype.media;

import java.util.List;

/** What staff have done. */
interface ActionStore {
  /** Those before an id, newest first, but for what was done in cases about the reader. */
  List<ActionRow> before(long id, long reader, int limit);

  /** Decisions of all that follows from which is not known to be done, oldest first. */
  List<ActionRow> pending(int limit);

  /** What follows from a decision is done. */
  void settle(ActionRow action);

  /** Adds an act that was done elsewhere; again changes nothing. */
  void add(ActionRow action);
}
