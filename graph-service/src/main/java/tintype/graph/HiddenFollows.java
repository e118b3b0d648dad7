package tintype.graph;

import jakarta.inject.Inject;
import java.util.List;
import tintype.platform.hidden.HiddenState;
import tintype.platform.hidden.HiddenStep;
import tintype.platform.sql.Database;

/** Tells those with whom a hidden account has rows, a page of them at a time, by their ids. */
final class HiddenFollows implements HiddenStep {
  /** Others of one account that are told in one go. */
  private static final int PAGE = 4_000;

  private static final String OTHERS =
      """
      SELECT other_id FROM relation FORCE INDEX (PRIMARY)
      WHERE user_id = ? AND other_id > ?
      ORDER BY other_id
      LIMIT ?
      """;

  private final Database database;
  private final HiddenMarks marks;
  private final int page;

  @Inject
  HiddenFollows(Database database, HiddenMarks marks) {
    this(database, marks, PAGE);
  }

  HiddenFollows(Database database, HiddenMarks marks, int page) {
    this.database = database;
    this.marks = marks;
    this.page = page;
  }

  @Override
  public Told tell(long account, HiddenState state, long after) {
    List<Long> others = others(account, after);
    marks.put(account, state, others);
    return new Told(
        others.isEmpty() ? after : others.getLast(), others.size(), others.size() < page);
  }

  private List<Long> others(long account, long after) {
    return database.read(
        handle -> handle.select(OTHERS, account, after, page).mapTo(Long.class).list());
  }
}
