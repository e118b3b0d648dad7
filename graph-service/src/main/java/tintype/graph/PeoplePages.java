package tintype.graph;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import tintype.account.v1.AccountSummary;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/** Pages of lists of people, as one viewer may see them. */
final class PeoplePages {
  /**
   * What a list asks for.
   *
   * @param list its name, which page tokens are bound to
   * @param account whose list it is
   * @param filter what else the list is narrowed by; empty for nothing
   */
  record Query(
      String list, long viewer, long account, String filter, int pageSize, String pageToken) {
    /** Of an account's list that the caller asks for. */
    static Query of(String list, String account, String filter, int pageSize, String pageToken) {
      long viewer = Caller.current().requireAccount();
      long owner = Caller.current().resolve("account_id", account);
      return new Query(list, viewer, owner, filter, pageSize, pageToken);
    }

    /** Of a list that the caller keeps. */
    static Query ofOwn(String list, int pageSize, String pageToken) {
      long caller = Caller.current().requireAccount();
      return new Query(list, caller, caller, "", pageSize, pageToken);
    }

    /** What a token of one page must have in common with the next. */
    String scope() {
      return viewer + "/" + account + "/" + filter;
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

  /** All but those who hide: also whoever blocks the viewer. */
  static final Choice THERE =
      people -> id -> people.get(id).facts().exists() && !people.get(id).facts().hidden();

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
   * A page of a list that the caller keeps.
   *
   * @throws tintype.platform.rpc.ApiException PAGE_TOKEN_INVALID
   */
  Page own(Query query, Rows rows, Choice choice) {
    PageFill fill = new PageFill(people, query.viewer(), choice, PageSize.of(query.pageSize()));
    Listed start = start(query);
    Optional<Listed> next =
        fill.from(
            (last, limit) -> rows.after(query.account(), last, limit),
            start,
            PageFill.Strangers.NONE);
    return new Page(
        fill.page(),
        next.map(last -> tokens.seal(query.list(), query.scope(), last.micros(), last.accountId()))
            .orElse(""));
  }

  private Listed start(Query query) {
    return Listed.of(tokens.open(query.list(), query.scope(), 2, query.pageToken()));
  }
}
