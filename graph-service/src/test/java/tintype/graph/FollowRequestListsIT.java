package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.graph.v1.ListFollowRequestsRequest.Direction;
import tintype.graph.v1.ListFollowRequestsResponse;
import tintype.testkit.OnEveryDatabase;

/** Requests that wait, as a list: those that came and those that were sent. */
@OnEveryDatabase
@ParameterizedClass
@EnumSource(
    value = Direction.class,
    names = {"RECEIVED", "SENT"})
final class FollowRequestListsIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  @Parameter Direction direction;
  private final long ana = bed.account();

  FollowRequestListsIT() {
    bed.accounts.setPrivate(ana, true);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 100})
  void pagesHoldAllNewestFirst(int size) {
    List<Long> others = requests(4);

    assertThat(all(size)).isEqualTo(others);
  }

  @Test
  void anEmptyListHasNoNextPage() {
    assertThat(page(0, "")).isEqualTo(ListFollowRequestsResponse.getDefaultInstance());
  }

  @Test
  void followsAreNotAmongThem() {
    List<Long> others = requests(3);
    if (direction == Direction.RECEIVED) {
      bed.graph.accept(ana, others.get(1));
    } else {
      bed.graph.accept(others.get(1), ana);
    }
    long followed = bed.account();
    bed.graph.follow(ana, followed);
    bed.graph.follow(followed, ana);
    bed.graph.accept(ana, followed);

    assertThat(all(1)).containsExactly(others.get(0), others.get(2));
  }

  @Test
  void equalTimesLoseNobody() {
    List<Long> others = requests(5);
    bed.execute("UPDATE relation SET follow_micros = 7 WHERE user_id = ? AND requested = 1", ana);
    bed.execute(
        "UPDATE relation SET followed_by_micros = 7 WHERE user_id = ? AND requested_by = 1", ana);
    List<Long> byId = new ArrayList<>(others);
    byId.sort(Collections.reverseOrder());
    List<Long> found = all(2);
    // So that the rows and their mirrors agree for the tests to come.
    others.forEach(
        other -> {
          bed.execute(
              "UPDATE relation SET follow_micros = 7 WHERE user_id = ? AND requested", other);
          bed.execute(
              "UPDATE relation SET followed_by_micros = 7 WHERE user_id = ? AND requested_by",
              other);
        });

    assertThat(found).isEqualTo(byId);
  }

  /** The last of page one goes, one that is to come goes, and a new one comes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5})
  void whatChangesBetweenPagesLosesAndRepeatsNobody(int size) {
    List<Long> others = requests(5);
    ListFollowRequestsResponse first = page(size, "");
    assertThat(ids(first)).isEqualTo(others.subList(0, size));

    takeBack(others.get(size - 1));
    takeBack(others.get(4));
    request();

    assertThat(rest(size, first.getNextPageToken()))
        .isEqualTo(others.subList(Math.min(size, 4), 4));
  }

  @Test
  void aPageShortByFilteringIsRefilled() {
    List<Long> others = requests(6);
    bed.accounts.setHidden(others.get(0), true);
    bed.set(ana, others.get(2), "blocked_by");
    bed.accounts.setHidden(others.get(5), true);

    ListFollowRequestsResponse first = page(2, "");

    assertThat(ids(first)).containsExactly(others.get(1), others.get(3));
    assertThat(rest(2, first.getNextPageToken())).containsExactly(others.get(4));
  }

  @Test
  void aTokenIsGoodForItsDirectionAndItsCaller() {
    requests(2);
    String token = page(1, "").getNextPageToken();
    Direction other = direction == Direction.SENT ? Direction.RECEIVED : Direction.SENT;

    assertRefused(() -> bed.graph.requests(ana, other, 1, token));
    assertRefused(() -> bed.graph.requests(bed.account(), direction, 1, token));
    assertRefused(() -> page(1, token + "x"));
    Refusal.assertRefused(Code.INVALID_ARGUMENT, "INVALID_FIELD", () -> page(-1, ""));
  }

  /** Requests of, or by, as many others, newest first. */
  private List<Long> requests(int count) {
    List<Long> others = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      others.addFirst(request());
    }
    bed.awaitMirror();
    return others;
  }

  private long request() {
    long other = bed.account();
    bed.accounts.setPrivate(other, true);
    if (direction == Direction.RECEIVED) {
      bed.graph.follow(other, ana);
    } else {
      bed.graph.follow(ana, other);
    }
    return other;
  }

  private void takeBack(long other) {
    if (direction == Direction.RECEIVED) {
      bed.graph.unfollow(other, ana);
    } else {
      bed.graph.unfollow(ana, other);
    }
    bed.awaitMirror();
  }

  private List<Long> all(int size) {
    ListFollowRequestsResponse first = page(size, "");
    List<Long> ids = new ArrayList<>(ids(first));
    ids.addAll(rest(size, first.getNextPageToken()));
    return ids;
  }

  private List<Long> rest(int size, String token) {
    List<Long> ids = new ArrayList<>();
    for (String next = token; !next.isEmpty(); ) {
      ListFollowRequestsResponse page = page(size, next);
      assertThat(page.getAccountsCount()).isLessThanOrEqualTo(size);
      ids.addAll(ids(page));
      next = page.getNextPageToken();
    }
    return ids;
  }

  private ListFollowRequestsResponse page(int size, String token) {
    return bed.graph.requests(ana, direction, size, token);
  }

  private static List<Long> ids(ListFollowRequestsResponse page) {
    return page.getAccountsList().stream().map(account -> Long.parseLong(account.getId())).toList();
  }

  private static void assertRefused(ThrowingCallable call) {
    Refusal.assertRefused(Code.INVALID_ARGUMENT, "PAGE_TOKEN_INVALID", call);
  }
}
