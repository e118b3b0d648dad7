package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.account.v1.AccountSummary;
import tintype.graph.v1.ListFollowersResponse;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.OnPlainServers;

@OnEveryDatabase
final class FollowListsIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long ana = bed.account();
  private final long viewer = bed.account();

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 100})
  void pagesHoldAllFollowersNewestFirst(int size) {
    List<Long> followers = followers(4);

    List<List<Long>> pages = pages(token -> bed.graph.followers(viewer, "" + ana, size, token));

    assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(followers);
    assertThat(pages).hasSize((4 + size - 1) / size);
  }

  @Test
  void followingIsListedNewestFirst() {
    List<Long> followees = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      followees.addFirst(bed.account());
      bed.graph.follow(ana, followees.getFirst());
    }

    var first = bed.graph.following(viewer, "" + ana, 2, "");
    var second = bed.graph.following(viewer, "" + ana, 2, first.getNextPageToken());

    assertThat(ids(first.getAccountsList())).isEqualTo(followees.subList(0, 2));
    assertThat(ids(second.getAccountsList())).isEqualTo(followees.subList(2, 3));
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(first.getAccounts(0).getUsername()).isEqualTo("u" + followees.getFirst());
  }

  @Test
  void anEmptyListHasNoNextPage() {
    ListFollowersResponse page = bed.graph.followers(ana, "me", 0, "");

    assertThat(page).isEqualTo(ListFollowersResponse.getDefaultInstance());
  }

  @Test
  void equalTimesLoseNobody() {
    List<Long> followers = followers(5);
    bed.execute("UPDATE relation SET followed_by_micros = 7 WHERE user_id = ?", ana);
    followers.forEach(
        follower ->
            bed.execute("UPDATE relation SET follow_micros = 7 WHERE user_id = ?", follower));
    followers.sort(Collections.reverseOrder());

    List<List<Long>> pages = pages(token -> bed.graph.followers(viewer, "" + ana, 2, token));

    assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(followers);
  }

  @Test
  void aPageShortByFilteringIsRefilled() {
    List<Long> followers = followers(9);
    bed.accounts.setHidden(followers.get(0), true);
    bed.set(viewer, followers.get(1), "blocked_by");
    bed.set(viewer, followers.get(3), "blocking");
    bed.accounts.setHidden(followers.get(8), true);
    List<Long> visible = new ArrayList<>(followers);
    visible.removeAll(
        List.of(followers.get(0), followers.get(1), followers.get(3), followers.get(8)));

    List<List<Long>> pages = pages(token -> bed.graph.followers(viewer, "" + ana, 2, token));

    assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(visible);
    assertThat(pages.subList(0, 2)).allSatisfy(page -> assertThat(page).hasSize(2));
    // A raw row was left after the fifth visible one, and nobody may know who it is.
    assertThat(pages).hasSize(3);
  }

  @Test
  void manyHiddenOnesInARowDoNotEndTheList() {
    List<Long> followers = followers(40);
    followers.subList(1, 39).forEach(id -> bed.accounts.setHidden(id, true));

    List<List<Long>> pages = pages(token -> bed.graph.followers(viewer, "" + ana, 1, token));

    assertThat(pages).containsExactly(List.of(followers.getFirst()), List.of(followers.getLast()));
  }

  @Test
  void theBoundaryMayGoAwayAndNewOnesMayComeBetweenPages() {
    List<Long> followers = followers(4);
    var first = bed.graph.followers(viewer, "" + ana, 2, "");
    bed.graph.unfollow(followers.get(1), ana);
    bed.graph.follow(bed.account(), ana);
    bed.awaitMirror();

    var second = bed.graph.followers(viewer, "" + ana, 2, first.getNextPageToken());

    assertThat(ids(second.getAccountsList())).isEqualTo(followers.subList(2, 4));
  }

  @Test
  void aPrivateAccountsListsAreEmptyForStrangersAlone() {
    List<Long> followers = followers(2);
    bed.accounts.setPrivate(ana, true);

    assertThat(bed.graph.followers(viewer, "" + ana, 0, "").getAccountsList()).isEmpty();
    assertThat(bed.graph.following(viewer, "" + ana, 0, "").getAccountsList()).isEmpty();
    assertThat(bed.graph.followers(followers.get(0), "" + ana, 0, "").getAccountsList()).hasSize(2);
    assertThat(bed.graph.followers(ana, "me", 0, "").getAccountsList()).hasSize(2);
  }

  @Test
  void accountsThatCannotBeSeenHaveNoLists() {
    bed.set(viewer, ana, "blocked_by");
    long hidden = bed.account();
    bed.accounts.setHidden(hidden, true);

    Refusal.assertAccountNotFound(() -> bed.graph.followers(viewer, "" + ana, 0, ""));
    Refusal.assertAccountNotFound(() -> bed.graph.following(viewer, "" + hidden, 0, ""));
    Refusal.assertAccountNotFound(() -> bed.graph.following(viewer, "77", 0, ""));
  }

  @Test
  void whomTheViewerBlocksHasEmptyLists() {
    followers(2);
    bed.set(viewer, ana, "blocking");

    assertThat(bed.graph.followers(viewer, "" + ana, 0, "").getAccountsList()).isEmpty();
  }

  @Test
  void aTokenIsGoodForItsListItsAccountAndItsCaller() {
    followers(3);
    String token = bed.graph.followers(viewer, "" + ana, 1, "").getNextPageToken();

    assertRefused(() -> bed.graph.following(viewer, "" + ana, 1, token));
    assertRefused(() -> bed.graph.followers(viewer, "" + viewer, 1, token));
    assertRefused(() -> bed.graph.followers(ana, "" + ana, 1, token));
    assertRefused(() -> bed.graph.followers(viewer, "" + ana, 1, token + "x"));
  }

  @Test
  void followeeIdsAreThoseWhoAreFollowedNow() {
    List<Long> followees = List.of(bed.account(), bed.account(), bed.account());
    followees.forEach(followee -> bed.graph.follow(ana, followee));
    bed.graph.follow(followees.get(0), ana);
    bed.set(ana, viewer, "blocking");
    bed.graph.unfollow(ana, followees.get(1));

    assertThat(bed.graph.followeeIds(ana))
        .containsExactlyInAnyOrder(followees.get(0), followees.get(2));
    assertThat(bed.graph.followeeIds(viewer)).isEmpty();
  }

  @OnPlainServers
  @Test
  void followeeIdsAreReadFromTheIndexAlone() {
    String plan =
        bed.database()
            .read(
                handle ->
                    handle
                        .select("EXPLAIN FORMAT=TRADITIONAL " + FolloweeIdsQuery.SQL, ana, 9)
                        .map(
                            (row, context) -> row.getString("type") + ": " + row.getString("Extra"))
                        .one());

    assertThat(plan).startsWith("ref:").contains("Using index").doesNotContain("filesort");
  }

  /** In Vitess all statements' plans are looked at together, in another place. */
  @OnPlainServers
  @ParameterizedTest
  @EnumSource
  void listsReadTheirIndexesInOrder(FollowListQuery query) {
    String plan =
        bed.database()
            .read(
                handle ->
                    handle
                        .select("EXPLAIN FORMAT=TRADITIONAL " + query.sql(), ana, 9L, 9L, 9L, 9)
                        .map(
                            (row, context) -> row.getString("type") + ": " + row.getString("Extra"))
                        .one());

    assertThat(plan).startsWith("range:").contains("Using index").doesNotContain("filesort");
  }

  /** New followers of ana, newest first. */
  private List<Long> followers(int count) {
    List<Long> followers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      followers.addFirst(bed.account());
      bed.graph.follow(followers.getFirst(), ana);
    }
    bed.awaitMirror();
    return followers;
  }

  private static List<List<Long>> pages(Function<String, ListFollowersResponse> list) {
    List<List<Long>> pages = new ArrayList<>();
    String token = "";
    do {
      ListFollowersResponse page = list.apply(token);
      pages.add(ids(page.getAccountsList()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return pages;
  }

  private static List<Long> ids(List<AccountSummary> people) {
    return people.stream().map(person -> Long.parseLong(person.getId())).toList();
  }

  private static void assertRefused(ThrowingCallable call) {
    Refusal.assertRefused(Code.INVALID_ARGUMENT, "PAGE_TOKEN_INVALID", call);
  }
}
