package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.feed.v1.Feed.Order;
import tintype.feed.v1.Feed.State;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;

class GetHomeFeedTest {
  @RegisterExtension static final FeedServer feed = new FeedServer();

  private static final AtomicLong nextAccount = new AtomicLong(1);
  private static final AtomicLong nextPost = new AtomicLong(1_000_000);

  private final World world = feed.world;
  private final long ana = nextAccount.getAndIncrement();
  private final long ben = nextAccount.getAndIncrement();
  private final long cleo = nextAccount.getAndIncrement();

  @BeforeEach
  void accounts() {
    feed.awaitReady();
    List.of(ana, ben, cleo).forEach(world::account);
    world.follow(ana, ben);
    world.follow(ana, cleo);
  }

  @Test
  void holdsPostsOfThoseFollowedAndOnesOwnNewestFirst() {
    long first = post(ben);
    long second = post(ana);
    long third = post(cleo);
    world.awaitApplied();

    GetHomeFeedResponse page = feed.ids(ana, 0, "");

    assertThat(page.getPostIdsList()).containsExactly(third, second, first);
    assertThat(page.getAuthorIdsList()).containsExactly(cleo, ana, ben);
    assertThat(page.getState()).isEqualTo(State.READY);
    assertThat(page.getNextPageToken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6, 7, 8, 100})
  void pagesOfAnySizeHoldEveryPostOnce(int size) {
    posts(7);

    assertThat(feed.readIds(ana, size, () -> {})).isEqualTo(world.feed(ana)).hasSize(7);
  }

  @Test
  void thereIsATokenExactlyWhenAnotherPostExists() {
    posts(4);

    assertThat(feed.ids(ana, 3, "").getNextPageToken()).isNotEmpty();
    assertThat(feed.ids(ana, 4, "").getNextPageToken()).isEmpty();
    assertThat(feed.ids(ana, 5, "").getNextPageToken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void postsThatArriveBetweenPagesNeitherRepeatNorHideOthers(int size) {
    posts(11);
    List<Long> before = world.feed(ana);

    List<Long> read = feed.readIds(ana, size, () -> posts(1));

    assertThat(read).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aPostDeletedAtThePageBoundarySkipsNothing(int size) {
    posts(11);
    List<Long> remaining = new ArrayList<>(world.feed(ana));
    List<Long> read = new ArrayList<>();
    String token = "";
    do {
      GetHomeFeedResponse page = feed.ids(ana, size, token);
      read.addAll(page.getPostIdsList());
      long boundary = read.getLast();
      world.delete(world.authorOf(boundary), boundary);
      world.awaitApplied();
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(read).isEqualTo(remaining);
  }

  @Test
  void endsAfterAThousandPosts() {
    posts(1_005);

    List<Long> read = feed.readIds(ana, 99, () -> {});

    assertThat(read).isEqualTo(world.feed(ana).subList(0, 1_000));
  }

  @Test
  void endsAfterAThousandPostsThoughMoreArriveMeanwhile() {
    posts(1_200);
    List<Long> before = world.feed(ana);

    assertThat(feed.readIds(ana, 100, () -> posts(3))).isEqualTo(before.subList(0, 1_000));
  }

  @Test
  void whatTheIndexHasForgottenOfABusyAuthorIsAskedFor() {
    for (int i = 0; i < 1_300; i++) {
      post(ben);
    }
    List<Long> newest = world.feed(ana).subList(0, 500);
    newest.forEach(id -> world.delete(ben, id));
    long own = post(ana);
    world.awaitApplied();
    int before = feed.posts.listings.get();

    List<Long> read = feed.readIds(ana, 64, () -> {});

    assertThat(read).hasSize(801).startsWith(own).isEqualTo(world.feed(ana));
    assertThat(feed.posts.listings.get()).isGreaterThan(before);
  }

  /**
   * Most answers come from the index as it is; some need what it has forgotten, and merge it in.
   */
  @RepeatedTest(3)
  void everyPageIsWhatSortingEverythingGives(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    List<Long> people = new ArrayList<>(List.of(ana, ben, cleo));
    for (int i = 0; i < 20; i++) {
      people.add(nextAccount.getAndIncrement());
    }
    int busy = random.nextInt(people.size());
    for (long follower : people) {
      random.ints(6, 0, people.size()).forEach(i -> world.follow(follower, people.get(i)));
    }
    for (int i = 0; i < 3_000; i++) {
      post(people.get(random.nextInt(3) > 0 ? busy : random.nextInt(people.size())));
    }
    List<Long> newest = world.postsOf(Set.of(people.get(busy)));
    newest.stream().limit(900).forEach(id -> world.delete(people.get(busy), id));
    world.awaitApplied();
    int listings = feed.posts.listings.get();

    for (long reader : people) {
      List<Long> expected = world.feed(reader);
      GetHomeFeedResponse page = feed.ids(reader, random.nextInt(1, 101), "");
      List<Long> read = feed.readIds(reader, random.nextInt(50, 101), () -> {});

      assertThat(page.getPostIdsList()).isEqualTo(expected.subList(0, page.getPostIdsCount()));
      assertThat(page.getAuthorIdsList())
          .isEqualTo(page.getPostIdsList().stream().map(world::authorOf).toList());
      assertThat(read).isEqualTo(expected.subList(0, Math.min(1_000, expected.size())));
    }
    assertThat(feed.posts.listings.get()).isGreaterThan(listings);
  }

  @Test
  void afterAFollowOldPostsAreThereAndAfterAnUnfollowTheyAreGone() {
    long dan = nextAccount.getAndIncrement();
    long old = post(dan);
    long recent = post(ben);
    world.follow(ana, dan);
    world.awaitApplied();
    assertThat(feed.ids(ana, 0, "").getPostIdsList()).containsExactly(recent, old);

    world.unfollow(ana, dan);
    world.awaitApplied();
    assertThat(feed.ids(ana, 0, "").getPostIdsList()).containsExactly(recent);

    world.follow(ana, dan);
    world.follow(ana, dan);
    world.awaitApplied();
    assertThat(feed.ids(ana, 0, "").getPostIdsList()).containsExactly(recent, old);
  }

  @Test
  void whoHasVanishedContributesNothingUntilComingBackWhole() {
    long one = post(ben);
    world.hide(ben);
    long two = post(ben);
    world.awaitApplied();
    assertThat(feed.ids(ana, 0, "").getPostIdsList()).isEmpty();
    assertThat(feed.ids(ana, 0, "").getState()).isEqualTo(State.READY);

    world.unhide(ben);
    world.awaitApplied();
    assertThat(feed.ids(ana, 0, "").getPostIdsList()).containsExactly(two, one);
  }

  @Test
  void followingNobodyIsAnAnswerOfItsOwn() {
    long dan = nextAccount.getAndIncrement();
    long nobody = 4_000_000_000L;
    world.account(dan);
    world.awaitApplied();

    assertThat(feed.ids(dan, 0, "").getState()).isEqualTo(State.NOBODY_FOLLOWED);
    assertThat(feed.ids(nobody, 0, "").getState()).isEqualTo(State.NOBODY_FOLLOWED);
    assertThat(feed.ids(ana, 0, "").getState()).isEqualTo(State.READY);

    post(dan);
    world.awaitApplied();
    assertThat(feed.ids(dan, 0, "").getState()).isEqualTo(State.READY);
  }

  @Test
  void anAccountReadsItsOwnFeedOnly() {
    post(ben);
    world.awaitApplied();
    GetHomeFeedRequest request = GetHomeFeedRequest.newBuilder().setAccountId(ana).build();

    assertThat(feed.as(ana).getHomeFeed(request).getPostIdsCount()).isEqualTo(1);
    assertRefused(() -> feed.as(ben).getHomeFeed(request), "PERMISSION_DENIED", "NOT_YOUR_FEED");
    assertRefused(() -> feed.stub().getHomeFeed(request), "UNAUTHENTICATED", "TOKEN_MISSING");
    assertRefused(
        () -> feed.installation.asService(feed.stub(), "graph").getHomeFeed(request),
        "PERMISSION_DENIED",
        "CALLER_NOT_ALLOWED");
  }

  @Test
  void refusesAnOrderThatIsNotOfferedAndTokensOfOtherFeeds() {
    posts(3);
    String token = feed.ids(ana, 1, "").getNextPageToken();
    GetHomeFeedRequest top =
        GetHomeFeedRequest.newBuilder().setAccountId(ana).setOrder(Order.TOP).build();

    assertRefused(() -> feed.tools().getHomeFeed(top), "INVALID_ARGUMENT", "ORDER_NOT_OFFERED");
    assertRefused(() -> feed.ids(ben, 1, token), "INVALID_ARGUMENT", "PAGE_TOKEN_INVALID");
    assertRefused(() -> feed.posts(ana, 1, token), "INVALID_ARGUMENT", "PAGE_TOKEN_INVALID");
    assertRefused(() -> feed.ids(ana, -1, ""), "INVALID_ARGUMENT", "INVALID_FIELD");
    assertRefused(() -> feed.ids(0, 1, ""), "INVALID_ARGUMENT", "INVALID_FIELD");
  }

  private long post(long author) {
    long id = nextPost.getAndIncrement();
    world.post(author, id);
    return id;
  }

  /** By turns of all three. */
  private void posts(int count) {
    List<Long> authors = new ArrayList<>(List.of(ana, ben, cleo));
    authors.sort(Comparator.reverseOrder());
    for (int i = 0; i < count; i++) {
      post(authors.get(i % authors.size()));
    }
    world.awaitApplied();
  }

  static void assertRefused(ThrowingCallable call, String code, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode().name()).isEqualTo(code);
              ErrorInfo info = infoOf(e);
              assertThat(info.getReason()).isEqualTo(reason);
              assertThat(info.getDomain()).isEqualTo("feed.tintype");
            });
  }

  private static ErrorInfo infoOf(StatusRuntimeException e) {
    try {
      return StatusProto.fromThrowable(e).getDetails(0).unpack(ErrorInfo.class);
    } catch (com.google.protobuf.InvalidProtocolBufferException unpacked) {
      throw new AssertionError(unpacked);
    }
  }
}
