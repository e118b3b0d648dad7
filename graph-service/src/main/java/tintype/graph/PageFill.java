package tintype.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import tintype.account.v1.AccountSummary;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * A page of people while it is being filled, as one viewer may see them. Who is left out is made up
 * for from the rows that follow.
 */
final class PageFill {
  /** Rows that are looked at for one page at most; a page short by that still has a token. */
  static final int MAX_ROWS = 10_000;

  /** Rows that are looked at in one go: what one meeting of people takes. */
  private static final int MAX_CHUNK = 1_000;

  /** Where rows come from: those after a place, newest first. */
  @FunctionalInterface
  interface Source {
    List<Listed> after(Listed last, int limit);
  }

  /** Which of some rows are none of the list that is being read. */
  @FunctionalInterface
  interface Strangers {
    Strangers NONE = rows -> id -> false;

    LongPredicate among(List<Listed> rows);
  }

  private final People people;
  private final long viewer;
  private final PeoplePages.Choice choice;
  private final int size;
  private final List<AccountSummary> page;
  private int looked;

  PageFill(People people, long viewer, PeoplePages.Choice choice, int size) {
    this.people = people;
    this.viewer = viewer;
    this.choice = choice;
    this.size = size;
    this.page = new ArrayList<>(size);
  }

  /** What it holds by now. */
  List<AccountSummary> page() {
    return page;
  }

  /**
   * Adds people of a list.
   *
   * @return the place where the next page goes on; empty where no row of the list is left
   */
  Optional<Listed> from(Source source, Listed start, Strangers strangers) {
    Listed last = start;
    for (int limit = size + 1; ; limit = Math.min(2 * limit, MAX_CHUNK)) {
      List<Listed> chunk = source.after(last, limit);
      LongPredicate strange = strangers.among(chunk);
      Map<Long, Person> met = meet(chunk, strange);
      LongPredicate chosen = choice.among(met);
      for (Listed row : chunk) {
        long id = row.accountId();
        boolean listed = !strange.test(id);
        if (looked == MAX_ROWS || (listed && page.size() == size)) {
          return Optional.of(last);
        }
        if (listed && chosen.test(id)) {
          page.add(met.get(id).summary());
        }
        last = row;
        looked++;
      }
      if (chunk.size() < limit) {
        return Optional.empty();
      }
    }
  }

  private Map<Long, Person> meet(List<Listed> rows, LongPredicate strange) {
    List<Long> ids = rows.stream().map(Listed::accountId).filter(id -> !strange.test(id)).toList();
    return people.meet(Optional.of(viewer), ids);
  }
}
