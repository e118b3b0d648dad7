package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.account.v1.AccountSummary;
import tintype.testkit.OnEveryDatabase;

/** Lists of follows as somebody reads them who follows some of those listed, or looks for names. */
@OnEveryDatabase
final class MutualFirstIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long ana = bed.account();
  private final long viewer = bed.account();

  /** A page of ids; the token is empty on the last one. */
  private record Page(List<Long> ids, String next) {
    private static Page of(List<AccountSummary> accounts, String next) {
      return new Page(accounts.stream().map(a -> Long.parseLong(a.getId())).toList(), next);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 7, 100})
  void whomTheViewerFollowsComesFirstEachPartNewestFirst(int size) {
    List<Long> followers = followers(6);
    bed.graph.follow(viewer, followers.get(4));
    bed.graph.follow(viewer, followers.get(1));
    List<Long> expected = moved(followers, 1, 4);

    assertThat(all(size, this::followers)).isEqualTo(expected);
    assertThat(all(size, this::following)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void theLastPageIsKnownAlsoWhereAllAreFollowed(int size) {
    List<Long> followers = followers(3);
    followers.forEach(follower -> bed.graph.follow(viewer, follower));

    List<Page> pages = pages(size, "", this::followers);

    assertThat(ids(pages)).isEqualTo(followers);
    assertThat(pages).hasSize((3 + size - 1) / size);
  }

  @Test
  void onesOwnListOfTheFollowedIsAllOfOnePart() {
    List<Long> followees = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      followees.addFirst(bed.account());
      bed.graph.follow(viewer, followees.getFirst());
    }

    assertThat(all(2, (token, size) -> following(viewer, token, size))).isEqualTo(followees);
  }

  /** Followers come and go around the boundary, in the first part and in the second. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void followersWhoComeAndGoBetweenPagesLoseAndRepeatNobody(int size) {
    List<Long> followers = followers(6);
    bed.graph.follow(viewer, followers.get(5));
    bed.graph.follow(viewer, followers.get(3));
    List<Long> order = moved(followers, 3, 5);
    Page first = followers("", size);
    assertThat(first.ids()).isEqualTo(order.subList(0, size));

    bed.graph.unfollow(order.get(size - 1), ana);
    bed.graph.unfollow(order.get(5), ana);
    long late = bed.account();
    bed.graph.follow(late, ana);
    bed.awaitMirror();

    List<Long> rest = new ArrayList<>(rest(size, first.next()));
    rest.remove(late); // Where the others have not begun, it is among them.
    assertThat(rest).isEqualTo(order.subList(Math.min(size, 5), 5));
  }

  /** Somebody among the others is followed while the list is read: they stay where they were. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aFollowByTheViewerBetweenPagesLosesAndRepeatsNobody(int size) {
    List<Long> followers = followers(5);
    bed.graph.follow(viewer, followers.get(4));
    List<Long> order = moved(followers, 4);
    Page first = followers("", size);

    bed.graph.follow(viewer, followers.get(0));
    bed.graph.follow(viewer, followers.get(3));

    assertThat(rest(size, first.next())).isEqualTo(order.subList(size, 5));
    assertThat(all(size, this::followers)).isEqualTo(moved(followers, 0, 3, 4));
  }

  @Test
  void whoIsLeftOutOfTheFirstPartIsMadeUpForFromTheSecond() {
    List<Long> followers = followers(5);
    bed.graph.follow(viewer, followers.get(1));
    bed.graph.follow(viewer, followers.get(2));
    bed.accounts.setHidden(followers.get(1), true);

    Page first = followers("", 3);

    assertThat(first.ids()).containsExactly(followers.get(2), followers.get(0), followers.get(3));
    assertThat(rest(3, first.next())).containsExactly(followers.get(4));
  }

  @Test
  void namesAreFoundByTheirBeginningsInAnyCase() {
    List<Long> followers = followers(6);
    bed.accounts.setFullName(followers.get(0), "Ada Lovelace");
    bed.accounts.setFullName(followers.get(1), "Augusta Ada King");
    bed.accounts.setFullName(followers.get(2), "Canada");
    bed.accounts.setFullName(followers.get(3), "ADÁN");
    bed.graph.follow(viewer, followers.get(3));

    assertThat(named("ada", 100)).containsExactly(followers.get(0), followers.get(1));
    assertThat(named("  ADA ", 1)).containsExactly(followers.get(0), followers.get(1));
    assertThat(named("augusta ada", 100)).containsExactly(followers.get(1));
    assertThat(named("adá", 100)).containsExactly(followers.get(3));
    assertThat(named("u" + followers.get(5), 100)).containsExactly(followers.get(5));
    assertThat(named("nobody", 100)).isEmpty();
    assertThat(named("ad", 2))
        .containsExactly(followers.get(3), followers.get(0), followers.get(1));
  }

  @Test
  void aTokenIsGoodForItsNames() {
    followers(3);
    String token = bed.graph.followersNamed(viewer, "" + ana, "u", 1, "").getNextPageToken();

    assertThat(token).isNotEmpty();
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT,
        "PAGE_TOKEN_INVALID",
        () -> bed.graph.followersNamed(viewer, "" + ana, "u1", 1, token));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT,
        "PAGE_TOKEN_INVALID",
        () -> bed.graph.followersNamed(viewer, "" + ana, "", 1, token));
  }

  @Test
  void tooLongANameIsRefused() {
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT,
        "INVALID_FIELD",
        () -> bed.graph.followersNamed(viewer, "" + ana, "x".repeat(101), 1, ""));
  }

  /** Accounts that follow ana and that ana follows, newest first. */
  private List<Long> followers(int count) {
    List<Long> others = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      others.addFirst(bed.account());
      bed.graph.follow(others.getFirst(), ana);
      bed.graph.follow(ana, others.getFirst());
    }
    bed.awaitMirror();
    return others;
  }

  /** The list with those of these places first. */
  private static List<Long> moved(List<Long> list, int... places) {
    List<Long> moved = new ArrayList<>();
    for (int place : places) {
      moved.add(list.get(place));
    }
    list.stream().filter(id -> !moved.contains(id)).toList().forEach(moved::add);
    return moved;
  }

  @FunctionalInterface
  private interface Pages {
    Page of(String token, int size);
  }

  private static List<Long> all(int size, Pages list) {
    return ids(pages(size, "", list));
  }

  private static List<Page> pages(int size, String token, Pages list) {
    List<Page> pages = new ArrayList<>();
    String next = token;
    do {
      pages.add(list.of(next, size));
      next = pages.getLast().next();
    } while (!next.isEmpty());
    return pages;
  }

  private List<Long> rest(int size, String token) {
    return token.isEmpty() ? List.of() : ids(pages(size, token, this::followers));
  }

  private static List<Long> ids(List<Page> pages) {
    return pages.stream().flatMap(page -> page.ids().stream()).toList();
  }

  private List<Long> named(String query, int size) {
    return all(
        size,
        (token, limit) -> {
          var page = bed.graph.followersNamed(viewer, "" + ana, query, limit, token);
          return Page.of(page.getAccountsList(), page.getNextPageToken());
        });
  }

  private Page followers(String token, int size) {
    var page = bed.graph.followers(viewer, "" + ana, size, token);
    return Page.of(page.getAccountsList(), page.getNextPageToken());
  }

  private Page following(String token, int size) {
    return following(ana, token, size);
  }

  private Page following(long account, String token, int size) {
    var page = bed.graph.following(viewer, "" + account, size, token);
    return Page.of(page.getAccountsList(), page.getNextPageToken());
  }
}
