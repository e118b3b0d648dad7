package tintype.graph;

import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.graph.v1.ListMutualFollowersRequest;
import tintype.graph.v1.ListMutualFollowersResponse;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Lists those whom the caller follows among an account's followers, newest follow of the account
 * first, with how many there are; nobody for a stranger where the account is private. They are at
 * most as many as one may follow, so all of them are looked at for each page.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListMutualFollowers
    implements UnaryHandler<ListMutualFollowersRequest, ListMutualFollowersResponse> {
  private final Gate gate;
  private final People people;
  private final PageTokens tokens;
  private final RelationStore relations;

  @Inject
  ListMutualFollowers(Gate gate, People people, PageTokens tokens, RelationStore relations) {
    this.gate = gate;
    this.people = people;
    this.tokens = tokens;
    this.relations = relations;
  }

  @Override
  public ListMutualFollowersResponse handle(ListMutualFollowersRequest request) {
    var query =
        PeoplePages.Query.of(
            "ListMutualFollowers",
            request.getAccountId(),
            "",
            request.getPageSize(),
            request.getPageToken());
    int size = PageSize.of(query.pageSize());
    Listed start = Listed.of(tokens.open(query.list(), query.scope(), 2, query.pageToken()));
    if (!gate.isOpen(query)) {
      return ListMutualFollowersResponse.getDefaultInstance();
    }

    List<Listed> found = relations.mutualFollowers(query.viewer(), query.account(), Long.MAX_VALUE);
    Map<Long, Person> met = meet(query.viewer(), found);
    var seen = PeoplePages.LISTED.among(met);
    List<Listed> all = found.stream().filter(row -> seen.test(row.accountId())).toList();

    List<Listed> rest = all.stream().filter(row -> row.isAfter(start)).toList();
    List<Listed> page = rest.subList(0, Math.min(size, rest.size()));
    var response = ListMutualFollowersResponse.newBuilder().setTotalCount(all.size());
    page.forEach(row -> response.addAccounts(met.get(row.accountId()).summary()));
    if (page.size() < rest.size()) {
      Listed last = page.getLast();
      response.setNextPageToken(
          tokens.seal(query.list(), query.scope(), last.micros(), last.accountId()));
    }
    return response.build();
  }

  private Map<Long, Person> meet(long viewer, List<Listed> rows) {
    Map<Long, Person> met = new HashMap<>();
    List<Long> ids = rows.stream().map(Listed::accountId).toList();
    for (int from = 0; from < ids.size(); from += BulkSql.MAX_ROWS) {
      List<Long> part = ids.subList(from, Math.min(ids.size(), from + BulkSql.MAX_ROWS));
      met.putAll(people.meet(Optional.of(viewer), part));
    }
    return met;
  }
}
