package tintype.media;

import java.util.List;

/** What staff have done. */
interface ActionStore {
  /**
   * A decision of all that follows from which is not known to be done.
   *
   * @param tryMicros when to try it again; 0 where it has not failed
   */
  record Pending(ActionRow row, long tryMicros) {}

  /** Those before an id, newest first, but for what was done in cases about the reader. */
  List<ActionRow> before(long id, long reader, int limit);

  /** Those to be tried first first; what has not failed comes before all that has. */
  List<Pending> pending(int limit);

  /** What follows from a decision has failed, and is not to be tried before that time. */
  void postpone(ActionRow action, long tryMicros);

  /** What follows from a decision is done. */
  void settle(ActionRow action);

  /** Adds an act that was done elsewhere; again changes nothing. */
  void add(ActionRow action);
}
