package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.AcceptAllResponse;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ListFollowRequestsRequest.Direction;
import tintype.testkit.OnEveryDatabase;

/** Many requests accepted at a time. */
@OnEveryDatabase
final class AcceptAllIT {
  private static final int LIMIT = 2;

  @RegisterExtension static final GraphBed bed = GraphBed.withFollowingLimit(LIMIT);

  private final long ana = bed.account();

  @BeforeEach
  void anaIsPrivate() {
    bed.accounts.setPrivate(ana, true);
  }

  @AfterEach
  void countersAndMirrorsAreThoseOfTheRows() {
    bed.awaitMirror();
  }

  @Test
  void withoutRequestsThereIsNothingToAccept() {
    assertThat(bed.graph.acceptAll(ana, "")).isEqualTo(AcceptAllResponse.getDefaultInstance());
  }

  @Test
  void whoAcceptsSeesAllOfThemAtOnce() {
    List<Long> askers = askers(3);
    bed.stopMirror();
    try {
      assertThat(bed.graph.acceptAll(ana, ""))
          .isEqualTo(AcceptAllResponse.newBuilder().setAcceptedCount(3).build());
      assertThat(bed.graph.counts(ana).getFirst().getFollowers()).isEqualTo(3);
      assertThat(waiting()).isEmpty();
    } finally {
      bed.startMirror();
    }
    assertThat(bed.graph.counts(askers.toArray(Long[]::new)))
        .allSatisfy(count -> assertThat(count.getFollowing()).isEqualTo(1));
    assertThat(bed.graph.acceptAll(ana, "").getAcceptedCount()).isZero();
  }

  @Test
  void thoseWhoAreFullOrHiddenStayAndHoldUpNobody() {
    List<Long> askers = askers(4);
    long full = askers.get(1);
    for (int i = 0; i < LIMIT; i++) {
      bed.graph.follow(full, bed.account());
    }
    bed.accounts.setHidden(askers.get(2), true);

    assertThat(bed.graph.acceptAll(ana, "").getAcceptedCount()).isEqualTo(2);

    assertThat(waiting()).containsExactly(full);
    bed.accounts.setHidden(askers.get(2), false);
    assertThat(waiting()).containsExactlyInAnyOrder(full, askers.get(2));
    assertThat(bed.graph.acceptAll(ana, "").getAcceptedCount()).isEqualTo(1);
  }

  @Test
  void callsGoOnWhereTheOneBeforeEnded() {
    List<Long> askers = askers(AcceptAll.MAX_REQUESTS + 1);

    AcceptAllResponse first = bed.graph.acceptAll(ana, "");
    long late = askers(1).getFirst();
    AcceptAllResponse second = bed.graph.acceptAll(ana, first.getNextPageToken());

    assertThat(first.getAcceptedCount()).isEqualTo(AcceptAll.MAX_REQUESTS);
    assertThat(first.getNextPageToken()).isNotEmpty();
    assertThat(second).isEqualTo(AcceptAllResponse.newBuilder().setAcceptedCount(1).build());
    assertThat(waiting()).containsExactly(late);
    assertThat(bed.graph.counts(ana).getFirst().getFollowers()).isEqualTo(askers.size());
  }

  @Test
  void exactlyAsManyAsOneCallTakesLeaveNothing() {
    askers(AcceptAll.MAX_REQUESTS);

    assertThat(bed.graph.acceptAll(ana, ""))
        .isEqualTo(AcceptAllResponse.newBuilder().setAcceptedCount(AcceptAll.MAX_REQUESTS).build());
  }

  @Test
  void besideCancelsAndAcceptsEachRequestEndsOnce() throws Exception {
    for (int round = 0; round < 10; round++) {
      List<Long> askers = askers(12);

      Race.of(
          14,
          i ->
              () ->
                  switch (i % 7) {
                    case 0 -> bed.graph.acceptAll(ana, "").getAcceptedCount();
                    case 1, 2, 3 -> bed.graph.accept(ana, askers.get(i % 12)).hashCode();
                    default -> bed.graph.unfollow(askers.get(i % 12), ana).hashCode();
                  });
      bed.graph.acceptAll(ana, "");
      bed.awaitMirror();

      assertThat(waiting()).isEmpty();
    }
    assertThat(bed.graph.counts(ana).getFirst().getFollowers())
        .isEqualTo(
            (int) bed.number("SELECT SUM(followed_by) FROM relation WHERE user_id = ?", ana));
  }

  /** An asker who fills up at the same moment ends exactly at the limit. */
  @Test
  void nobodyIsLedPastTheLimit() throws Exception {
    for (int round = 0; round < 10; round++) {
      long asker = askers(1).getFirst();
      long[] others = {bed.account(), bed.account()};

      Race.of(
          3,
          i ->
              () -> {
                try {
                  return i == 0
                      ? bed.graph.acceptAll(ana, "").getAcceptedCount()
                      : bed.graph.follow(asker, others[i - 1]).hashCode();
                } catch (StatusRuntimeException e) {
                  return 0;
                }
              });

      assertThat(bed.graph.counts(asker).getFirst().getFollowing()).isEqualTo(LIMIT);
      assertThat(bed.number("SELECT SUM(following) FROM relation WHERE user_id = ?", asker))
          .isEqualTo(LIMIT);
      bed.graph.decline(ana, asker);
    }
  }

  @Test
  void aTokenIsGoodForItsCaller() {
    askers(AcceptAll.MAX_REQUESTS + 1);
    String token = bed.graph.acceptAll(ana, "").getNextPageToken();

    Refusal.assertRefused(
        Code.INVALID_ARGUMENT,
        "PAGE_TOKEN_INVALID",
        () -> bed.graph.acceptAll(bed.account(), token));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT,
        "PAGE_TOKEN_INVALID",
        () -> bed.graph.requests(ana, Direction.RECEIVED, 1, token));
  }

  /** Fresh accounts that have asked to follow ana. */
  private List<Long> askers(int count) {
    List<Long> askers = new ArrayList<>();
    var request = ImportFollowsRequest.newBuilder();
    for (int i = 0; i < count; i++) {
      askers.add(bed.account());
      request.addFollowsBuilder().setFollowerId(askers.getLast()).addFolloweeIds(ana);
    }
    assertThat(bed.graph.importFollows(request.build()).getRefused()).isEqualTo(count);
    bed.awaitMirror();
    return askers;
  }

  private List<Long> waiting() {
    return bed.graph.requests(ana, Direction.RECEIVED, 100, "").getAccountsList().stream()
        .map(account -> Long.parseLong(account.getId()))
        .toList();
  }
}
