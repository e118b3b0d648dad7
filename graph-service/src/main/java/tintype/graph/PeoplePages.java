package tintype.graph;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import tintype.account.v1.AccountSummary;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.visibility.Audience;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Pages of lists of people, as one viewer may see them. What is left out is made up for from the
 * rows that follow.
 */
final class PeoplePages {
  /** Rows that are looked at for one page at most; a page short by that still has a token. */
  private static final int MAX_ROWS = 10_000;

  /** Rows that are looked at in one go: what one meeting of people takes. */
  private static final int MAX_CHUNK = 1_000;

  /**
   * What a list asks for.
   *
   * @param list its name, which page tokens are bound to
   * @param account whose list it is
   */
  record Query(String list, long viewer, long account, int pageSize, String pageToken) {
    /** Of a list that the caller keeps. */
    static Query ofOwn(String list, int pageSize, String pageToken) {
      long caller = Caller.current().requireAccount();
      return new Query(list, caller, caller, pageSize, pageToken);
    }

    private String scope() {
      return viewer + "/" + account;
    }
  }

  /** A page; the token is empty on the last one. */
  record Page(List<AccountSummary> accounts, String nextToken) {
    static final Page EMPTY = new Page(List.of(), "");
  }

  /** Where the rows come from: those after a place, newest first. */
  @FunctionalInterface
  interface Rows {
    List<Listed> after(long account, Listed last, int limit);
  }

  /** Whom of some people a list shows. */
  @FunctionalInterface
  interface Choice {
    LongPredicate among(Map<Long, Person> people);
  }

  /** All but those who hide and who block the viewer. */
  static final Choice SEEN = people -> id -> people.get(id).canBeSeen();

  /** All but those who hide, who block the viewer, and whom the viewer blocks. */
  static final Choice LISTED =
      people -> id -> people.get(id).canBeSeen() && !people.get(id).facts().blocking();

  private final People people;
  private final PageTokens tokens;

  @Inject
  PeoplePages(People people, PageTokens tokens) {
    this.people = people;
    this.tokens = tokens;
  }

  /**
   * A page of somebody's list, which is empty where the account's content is not for the viewer.
   *
   * @throws tintype.platform.rpc.ApiException ACCOUNT_NOT_FOUND, PAGE_TOKEN_INVALID
   */
  Page page(Query query, Rows rows) {
    int size = PageSize.of(query.pageSize());
    Listed start = start(query);

    Person owner = people.meet(Optional.of(query.viewer()), query.account());
    if (!owner.canBeSeen()) {
      throw Refusals.accountNotFound();
    }
    if (!owner.canView(Audience.EVERYONE)) {
      return Page.EMPTY;
    }

    return fill(query, rows, LISTED, size, start);
  }

  /**
   * A page of a list that the caller keeps.
   *
   * @throws tintype.platform.rpc.ApiException PAGE_TOKEN_INVALID
   */
  Page own(Query query, Rows rows, Choice choice) {
    int size = PageSize.of(query.pageSize());
    return fill(query, rows, choice, size, start(query));
  }

  private Listed start(Query query) {
    return Listed.of(tokens.open(query.list(), query.scope(), 2, query.pageToken()));
  }

  private Page fill(Query query, Rows rows, Choice choice, int size, Listed start) {
    List<AccountSummary> page = new ArrayList<>(size);
    Listed last = start;
    int looked = 0;
    for (int limit = size + 1; ; limit = Math.min(2 * limit, MAX_CHUNK)) {
      List<Listed> chunk = rows.after(query.account(), last, limit);
      Map<Long, Person> met =
          people.meet(Optional.of(query.viewer()), chunk.stream().map(Listed::accountId).toList());
      LongPredicate chosen = choice.among(met);
      for (Listed row : chunk) {
        if (page.size() == size || looked == MAX_ROWS) {
          return new Page(
              page, tokens.seal(query.list(), query.scope(), last.micros(), last.accountId()));
        }
        if (chosen.test(row.accountId())) {
          page.add(met.get(row.accountId()).summary());
        }
        last = row;
        looked++;
      }
      if (chunk.size() < limit) {
        return new Page(page, "");
      }
    }
  }
}
