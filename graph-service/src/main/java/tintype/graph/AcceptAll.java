package tintype.graph;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.graph.v1.AcceptAllRequest;
import tintype.graph.v1.AcceptAllResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Accepts the requests that the caller has received, newest first, some in each call. Those whose
 * senders are full, hidden or on the far side of a block are passed over and stay. A request that
 * comes meanwhile is newer than where the next call goes on, so it stays as well.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class AcceptAll implements UnaryHandler<AcceptAllRequest, AcceptAllResponse> {
  /** Requests that one call looks at: well within its deadline, also on a slow disk. */
  static final int MAX_REQUESTS = 500;

  private static final String LIST = "AcceptAll";

  private final People people;
  private final PageTokens tokens;
  private final RelationStore relations;
  private final FollowImporter importer;
  private final MirrorStore mirrors;

  @Inject
  AcceptAll(
      People people,
      PageTokens tokens,
      RelationStore relations,
      FollowImporter importer,
      MirrorStore mirrors) {
    this.people = people;
    this.tokens = tokens;
    this.relations = relations;
    this.importer = importer;
    this.mirrors = mirrors;
  }

  @Override
  public AcceptAllResponse handle(AcceptAllRequest request) {
    long caller = Caller.current().requireAccount();
    Listed start = Listed.of(tokens.open(LIST, "" + caller, 2, request.getPageToken()));

    List<Listed> found = relations.listReceivedRequests(caller, start, MAX_REQUESTS + 1);
    List<Listed> requests = found.subList(0, Math.min(found.size(), MAX_REQUESTS));
    List<RelationKey> askers = askers(caller, requests);

    int accepted = importer.accept(askers);
    mirrors.catchUp(askers);

    var response = AcceptAllResponse.newBuilder().setAcceptedCount(accepted);
    if (found.size() > MAX_REQUESTS) {
      Listed last = requests.getLast();
      response.setNextPageToken(tokens.seal(LIST, "" + caller, last.micros(), last.accountId()));
    }
    return response.build();
  }

  /** The rows of those who asked, without whom the caller does not see in the list. */
  private List<RelationKey> askers(long caller, Collection<Listed> requests) {
    List<Long> ids = requests.stream().map(Listed::accountId).toList();
    Map<Long, Person> met = people.meet(Optional.of(caller), ids);
    var chosen = PeoplePages.LISTED.among(met);
    return ids.stream()
        .filter(chosen::test)
        .map(id -> new RelationKey(id, caller))
        .sorted()
        .toList();
  }
}
