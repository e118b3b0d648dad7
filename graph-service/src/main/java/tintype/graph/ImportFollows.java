package tintype.graph;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tintype.account.v1.AccountFacts;
import tintype.graph.FollowImporter.Outcome;
import tintype.graph.FollowImporter.Wish;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ImportFollowsRequest.Follows;
import tintype.graph.v1.ImportFollowsResponse;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.UnaryHandler;

/**
 * Adds many follows. Each edge counts once: as created, existing or refused; one that comes twice
 * is existing the second time. A private account gets a request, which is no edge and counts as
 * refused.
 *
 * <p>Fails with {@code INVALID_FIELD} where a follower comes twice.
 */
final class ImportFollows implements UnaryHandler<ImportFollowsRequest, ImportFollowsResponse> {
  private final AccountFactsReader accounts;
  private final RelationStore relations;
  private final MirrorStore mirrors;
  private final FollowImporter importer;

  @Inject
  ImportFollows(
      AccountFactsReader accounts,
      RelationStore relations,
      MirrorStore mirrors,
      FollowImporter importer) {
    this.accounts = accounts;
    this.relations = relations;
    this.mirrors = mirrors;
    this.importer = importer;
  }

  @Override
  public ImportFollowsResponse handle(ImportFollowsRequest request) {
    requireEachFollowerOnce(request);

    Set<RelationKey> asked = new HashSet<>();
    List<RelationKey> repeats = new ArrayList<>();
    for (Follows follows : request.getFollowsList()) {
      for (long followee : follows.getFolloweeIdsList()) {
        RelationKey key = new RelationKey(follows.getFollowerId(), followee);
        if (!asked.add(key)) {
          repeats.add(key);
        }
      }
    }
    Map<Long, AccountFacts> facts = accounts.read(ids(asked));

    Set<RelationKey> possible =
        asked.stream().filter(key -> isPossible(key, facts)).collect(Collectors.toSet());
    BlocksQuery.Blocks blocks =
        relations.blocks(possible.stream().map(RelationKey::reversed).toList());
    possible.removeIf(key -> blocks.present().contains(key.reversed()));
    if (!blocks.past().isEmpty()) {
      // So that late news of a block that was lifted does not end a follow that is made now.
      mirrors.catchUp(blocks.past());
    }

    Outcome outcome =
        importer
            .add(wishes(possible, facts))
            .plus(new Outcome(0, 0, asked.size() - possible.size()))
            .plus(outcomeOf(repeats));
    return ImportFollowsResponse.newBuilder()
        .setCreated(outcome.created())
        .setExisting(outcome.existing())
        .setRefused(outcome.refused())
        .build();
  }

  private static void requireEachFollowerOnce(ImportFollowsRequest request) {
    Set<Long> followers = new HashSet<>();
    for (int i = 0; i < request.getFollowsCount(); i++) {
      if (!followers.add(request.getFollows(i).getFollowerId())) {
        throw ApiException.invalidField(
            "follows[" + i + "].follower_id",
            request.getFollows(i).getFollowerId() + " (expected: each follower once)");
      }
    }
  }

  private static Set<Long> ids(Set<RelationKey> keys) {
    Set<Long> ids = new HashSet<>();
    for (RelationKey key : keys) {
      ids.add(key.user());
      ids.add(key.other());
    }
    return ids;
  }

  private static boolean isPossible(RelationKey key, Map<Long, AccountFacts> facts) {
    return key.user() != key.other() && isThere(key.user(), facts) && isThere(key.other(), facts);
  }

  private static boolean isThere(long account, Map<Long, AccountFacts> facts) {
    AccountFacts known = facts.get(account);
    return known != null && !known.getHidden();
  }

  private static List<Wish> wishes(Set<RelationKey> keys, Map<Long, AccountFacts> facts) {
    Map<Long, Wish> wishes = new LinkedHashMap<>();
    keys.stream()
        .sorted()
        .forEach(
            key -> {
              Wish wish =
                  wishes.computeIfAbsent(
                      key.user(), f -> new Wish(f, new ArrayList<>(), new ArrayList<>()));
              boolean isPrivate = facts.get(key.other()).getSummary().getPrivate();
              (isPrivate ? wish.privateIds() : wish.publicIds()).add(key.other());
            });
    return List.copyOf(wishes.values());
  }

  /** Edges that the request names again: they are there by now, or were refused. */
  private Outcome outcomeOf(List<RelationKey> repeats) {
    int existing = 0;
    for (RelationKey key : repeats) {
      existing += relations.get(key).own().following() ? 1 : 0;
    }
    return new Outcome(0, existing, repeats.size() - existing);
  }
}
