package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.graph.v1.ListMutualFollowersResponse;
import tintype.testkit.OnEveryDatabase;

/** "Followed by ana, ben and 3 more". */
@OnEveryDatabase
final class MutualFollowersIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long ana = bed.account();
  private final long viewer = bed.account();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 100})
  void pagesHoldAllNewestFirstWithHowManyThereAre(int size) {
    List<Long> mutual = mutual(3);
    bed.graph.follow(bed.account(), ana);
    bed.graph.follow(viewer, bed.account());
    bed.awaitMirror();

    List<Long> found = new ArrayList<>();
    String token = "";
    do {
      ListMutualFollowersResponse page = bed.graph.mutualFollowers(viewer, "" + ana, size, token);
      assertThat(page.getTotalCount()).isEqualTo(3);
      assertThat(page.getAccountsCount()).isLessThanOrEqualTo(size);
      found.addAll(ids(page));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(found).isEqualTo(mutual);
  }

  @Test
  void whoFollowsNobodyHasNoneInCommon() {
    bed.graph.follow(bed.account(), ana);
    bed.awaitMirror();

    assertThat(bed.graph.mutualFollowers(viewer, "" + ana, 0, ""))
        .isEqualTo(ListMutualFollowersResponse.getDefaultInstance());
  }

  @Test
  void onesOwnAreThoseWhoFollowBack() {
    long friend = bed.account();
    bed.graph.follow(viewer, friend);
    bed.graph.follow(friend, viewer);
    bed.graph.follow(viewer, ana);
    bed.awaitMirror();

    assertThat(ids(bed.graph.mutualFollowers(viewer, "me", 0, ""))).containsExactly(friend);
  }

  @Test
  void whoHidesOrBlocksIsNeitherListedNorCounted() {
    List<Long> mutual = mutual(4);
    bed.accounts.setHidden(mutual.get(0), true);
    bed.graph.block(mutual.get(1), viewer);
    bed.graph.block(viewer, mutual.get(2));
    bed.awaitMirror();

    ListMutualFollowersResponse page = bed.graph.mutualFollowers(viewer, "" + ana, 1, "");

    assertThat(ids(page)).containsExactly(mutual.get(3));
    assertThat(page.getTotalCount()).isEqualTo(1);
    assertThat(page.getNextPageToken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5})
  void whatChangesBetweenPagesLosesAndRepeatsNobody(int size) {
    List<Long> mutual = mutual(5);
    ListMutualFollowersResponse first = bed.graph.mutualFollowers(viewer, "" + ana, size, "");
    assertThat(ids(first)).isEqualTo(mutual.subList(0, size));

    bed.graph.unfollow(mutual.get(size - 1), ana);
    bed.graph.unfollow(viewer, mutual.get(4));
    mutual(1);

    List<Long> rest = new ArrayList<>();
    for (String token = first.getNextPageToken(); !token.isEmpty(); ) {
      ListMutualFollowersResponse page = bed.graph.mutualFollowers(viewer, "" + ana, size, token);
      rest.addAll(ids(page));
      token = page.getNextPageToken();
    }
    assertThat(rest).isEqualTo(mutual.subList(Math.min(size, 4), 4));
  }

  @Test
  void aPrivateAccountTellsStrangersNothing() {
    mutual(2);
    bed.accounts.setPrivate(ana, true);

    assertThat(bed.graph.mutualFollowers(viewer, "" + ana, 0, ""))
        .isEqualTo(ListMutualFollowersResponse.getDefaultInstance());

    bed.accounts.setPrivate(ana, false);
    bed.graph.follow(viewer, ana);
    bed.accounts.setPrivate(ana, true);
    assertThat(bed.graph.mutualFollowers(viewer, "" + ana, 0, "").getTotalCount()).isEqualTo(2);
  }

  @Test
  void absentAccountsAndForeignTokensAreRefused() {
    mutual(2);
    String token = bed.graph.mutualFollowers(viewer, "" + ana, 1, "").getNextPageToken();

    Refusal.assertAccountNotFound(() -> bed.graph.mutualFollowers(viewer, "77", 0, ""));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT,
        "PAGE_TOKEN_INVALID",
        () -> bed.graph.mutualFollowers(ana, "" + ana, 1, token));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT,
        "PAGE_TOKEN_INVALID",
        () -> bed.graph.mutualFollowers(viewer, "me", 1, token));
  }

  /** New followers of ana whom the viewer follows, newest first. */
  private List<Long> mutual(int count) {
    List<Long> mutual = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mutual.addFirst(bed.account());
      bed.graph.follow(mutual.getFirst(), ana);
      bed.graph.follow(viewer, mutual.getFirst());
    }
    bed.awaitMirror();
    return mutual;
  }

  private static List<Long> ids(ListMutualFollowersResponse page) {
    return page.getAccountsList().stream().map(account -> Long.parseLong(account.getId())).toList();
  }
}
