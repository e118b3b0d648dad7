package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ImportFollowsRequest.Follows;
import tintype.graph.v1.ImportFollowsResponse;
import tintype.graph.v1.ImportServiceGrpc;
import tintype.testkit.OnEveryDatabase;

@OnEveryDatabase
final class ImportFollowsIT {
  private static final int LIMIT = 40;

  @RegisterExtension static final GraphBed bed = GraphBed.withFollowingLimit(LIMIT);

  private final long ana = bed.account();
  private final long bob = bed.account();
  private final long cy = bed.account();

  @Test
  void importedFollowsAreFollows() {
    assertThat(bed.graph.importFollows(request(Map.of(ana, List.of(cy, bob), bob, List.of(ana)))))
        .isEqualTo(outcome(3, 0, 0));
    bed.awaitMirror();

    assertThat(bed.graph.following(ana, "me", 0, "").getAccountsCount()).isEqualTo(2);
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isEqualTo(2);
    assertThat(bed.graph.counts(ana).getFirst().getFollowers()).isEqualTo(1);
    assertThat(bed.events(ana)).as("one event for all of a follower's edges").isEqualTo(1);
  }

  @Test
  void importingAgainChangesNothing() {
    bed.graph.follow(ana, bob);
    var request = request(Map.of(ana, List.of(bob, cy)));

    assertThat(bed.graph.importFollows(request)).isEqualTo(outcome(1, 1, 0));
    assertThat(bed.graph.importFollows(request)).isEqualTo(outcome(0, 2, 0));
    assertThat(bed.events(ana)).isEqualTo(2);
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isEqualTo(2);
  }

  @Test
  void whatFollowRefusesIsCounted() {
    long hidden = bed.account();
    bed.accounts.setHidden(hidden, true);
    long blocking = bed.account();
    bed.set(blocking, ana, "blocking");
    long mirroredBlock = bed.account();
    bed.set(ana, mirroredBlock, "blocked_by");
    long blocked = bed.account();
    bed.set(ana, blocked, "blocking");

    assertThat(
            bed.graph.importFollows(
                request(
                    Map.of(ana, List.of(bob, ana, 77L, hidden, blocking, mirroredBlock, blocked)))))
        .isEqualTo(outcome(1, 0, 6));
    assertThat(bed.graph.importFollows(request(Map.of(77L, List.of(bob)))))
        .isEqualTo(outcome(0, 0, 1));
  }

  @Test
  void aPrivateAccountGetsARequestWhichIsNoEdge() {
    bed.accounts.setPrivate(cy, true);
    var request = request(Map.of(ana, List.of(bob, cy)));

    assertThat(bed.graph.importFollows(request)).isEqualTo(outcome(1, 0, 1));
    assertThat(bed.graph.importFollows(request)).isEqualTo(outcome(0, 1, 1));
    assertThat(bed.graph.relationships(ana, "" + cy).getFirst().getRequested()).isTrue();
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isEqualTo(1);
  }

  @Test
  void anEdgeThatComesTwiceExistsTheSecondTime() {
    assertThat(bed.graph.importFollows(request(Map.of(ana, List.of(bob, bob, 77L, 77L)))))
        .isEqualTo(outcome(1, 1, 2));
  }

  @Test
  void aFollowerThatComesTwiceIsRefused() {
    var twice = Follows.newBuilder().setFollowerId(ana).addFolloweeIds(bob);

    Refusal.assertRefused(
        Code.INVALID_ARGUMENT,
        "INVALID_FIELD",
        () ->
            bed.graph.importFollows(
                ImportFollowsRequest.newBuilder().addFollows(twice).addFollows(twice).build()));
  }

  @Test
  void theLimitHolds() {
    bed.graph.follow(ana, bob);
    List<Long> others = accounts(LIMIT + 5);

    assertThat(bed.graph.importFollows(request(Map.of(ana, others))))
        .isEqualTo(outcome(LIMIT - 1, 0, 6));
    assertThat(bed.graph.importFollows(request(Map.of(ana, others))))
        .isEqualTo(outcome(0, LIMIT - 1, 6));
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isEqualTo(LIMIT);
  }

  @Test
  void importsAtOnceDoNotPassTheLimit() throws Exception {
    List<List<Long>> parts = List.of(accounts(30), accounts(30), accounts(30), accounts(30));

    var outcomes =
        Race.of(
            parts.size(), i -> () -> bed.graph.importFollows(request(Map.of(ana, parts.get(i)))));

    assertThat(outcomes.stream().mapToInt(ImportFollowsResponse::getCreated).sum())
        .isEqualTo(LIMIT);
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isEqualTo(LIMIT);
  }

  @Test
  void aDenseGraphImportedByManyAtOnceIsExact() throws Exception {
    List<Long> people = accounts(120);
    Random random = new Random(1);
    List<ImportFollowsRequest> requests = new ArrayList<>();
    for (int from = 0; from < people.size(); from += 20) {
      Map<Long, List<Long>> follows = new LinkedHashMap<>();
      for (long follower : people.subList(from, from + 20)) {
        follows.put(
            follower,
            random
                .longs(30, 0, people.size())
                .distinct()
                .mapToObj(i -> people.get((int) i))
                .toList());
      }
      requests.add(request(follows));
      requests.add(request(follows));
    }
    int edges =
        requests.stream()
            .flatMap(request -> request.getFollowsList().stream())
            .mapToInt(Follows::getFolloweeIdsCount)
            .sum();

    var outcomes = Race.of(requests.size(), i -> () -> bed.graph.importFollows(requests.get(i)));
    bed.awaitMirror();

    int created = outcomes.stream().mapToInt(ImportFollowsResponse::getCreated).sum();
    int existing = outcomes.stream().mapToInt(ImportFollowsResponse::getExisting).sum();
    int refused = outcomes.stream().mapToInt(ImportFollowsResponse::getRefused).sum();
    assertThat(existing).isEqualTo(created);
    assertThat(created + existing + refused).isEqualTo(edges);
    assertThat(
            bed.number(
                "SELECT SUM(following) FROM relation WHERE user_id BETWEEN ? AND ?",
                people.getFirst(),
                people.getLast()))
        .isEqualTo(created);
  }

  @Test
  void onlyToolsImport() {
    Refusal.assertRefused(
        Code.PERMISSION_DENIED,
        "CALLER_NOT_ALLOWED",
        () ->
            bed.installation
                .asAccount(
                    ImportServiceGrpc.newBlockingStub(bed.installation.channel("graph")), ana)
                .importFollows(request(Map.of(ana, List.of(bob)))));
  }

  private static List<Long> accounts(int count) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(bed.account());
    }
    return ids;
  }

  private static ImportFollowsRequest request(Map<Long, List<Long>> follows) {
    var request = ImportFollowsRequest.newBuilder();
    follows.forEach(
        (follower, followees) ->
            request.addFollows(
                Follows.newBuilder().setFollowerId(follower).addAllFolloweeIds(followees)));
    return request.build();
  }

  private static ImportFollowsResponse outcome(int created, int existing, int refused) {
    return ImportFollowsResponse.newBuilder()
        .setCreated(created)
        .setExisting(existing)
        .setRefused(refused)
        .build();
  }
}
