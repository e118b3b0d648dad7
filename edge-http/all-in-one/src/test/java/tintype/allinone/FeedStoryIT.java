package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.feed.v1.Feed.Order;
import tintype.feed.v1.Feed.State;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;
import tintype.media.v1.Post;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** People read what those they follow have posted. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class FeedStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(5);

  @Parameter Way way;
  private Person reader;
  private Person ana;
  private Person ben;

  @BeforeEach
  void register() {
    Calls calls = SYSTEM.enter(way);
    reader = Person.register(calls);
    ana = Person.register(calls);
    ben = Person.register(calls);
  }

  @Test
  void whoFollowsNobodyIsToldSo() {
    ListHomePostsResponse page = page(20, "");

    assertThat(page.getState()).isEqualTo(State.NOBODY_FOLLOWED);
    assertThat(page.getPostsList()).isEmpty();
    assertThat(ids(20, "").getState()).isEqualTo(State.NOBODY_FOLLOWED);
  }

  @Test
  void followingSomebodyWithoutPostsIsReadyAndEmpty() {
    reader.follow(ana);

    ListHomePostsResponse page = page(20, "");

    assertThat(page.getState()).isEqualTo(State.READY);
    assertThat(page.getCaughtUp()).isTrue();
  }

  @Test
  void postsOfTheFollowedAndOwnOnesAreThereNewestFirst() {
    Post before = ana.post("Before the follow");
    reader.follow(ana);
    Post own = reader.post("My own");
    ben.post("Of a stranger");
    Post after = ana.post("After the follow");

    awaitFeed(after, own, before);
    ListHomePostsResponse page = page(20, "");
    assertThat(page.getState()).isEqualTo(State.READY);
    assertThat(page.getCaughtUp()).isTrue();
    assertThat(page.getPostsList()).containsExactly(after, own, before);
  }

  @Test
  void whatOneDoesShowsAtTheNextRead() {
    Post one = ana.post("one");
    Post two = ben.post("two");
    // Others' writes take their time; seen by their authors, they are there for all.
    assertThat(feedOf(ana)).containsExactly(one);
    assertThat(feedOf(ben)).containsExactly(two);

    for (int round = 0; round < 5; round++) {
      reader.follow(ana);
      assertThat(feedOf(reader)).containsExactly(one);
      Post own = reader.post("own " + round);
      assertThat(feedOf(reader)).containsExactly(own, one);
      reader.follow(ben);
      assertThat(feedOf(reader)).containsExactly(own, two, one);
      reader.unfollow(ana);
      assertThat(feedOf(reader)).containsExactly(own, two);
      reader.unfollow(ben);
      reader.delete(own);
      assertThat(feedOf(reader)).isEmpty();
    }
  }

  @Test
  void whatOneDidOnThePhoneShowsOnTheTablet() {
    Post one = ana.post("one");
    assertThat(feedOf(ana)).containsExactly(one);
    Person tablet = reader.over(SYSTEM.http()).onAnotherDevice();

    reader.over(SYSTEM.http()).follow(ana);

    assertThat(feedOf(tablet)).containsExactly(one);
  }

  @Test
  void whatIsUnfollowedOrDeletedIsGone() {
    reader.follow(ana);
    reader.follow(ben);
    Post one = ana.post("one");
    Post two = ben.post("two");
    Post three = ben.post("three");
    awaitFeed(three, two, one);

    ben.delete(two);
    assertThat(feedOf(ben)).containsExactly(three);
    assertThat(feedOf(reader)).containsExactly(three, one);
    reader.unfollow(ben);
    assertThat(feedOf(reader)).containsExactly(one);
    reader.follow(ben);
    assertThat(feedOf(reader)).containsExactly(three, one);
  }

  @Test
  void pagesNeitherRepeatNorSkipWhilePostsArrive() {
    reader.follow(ana);
    reader.follow(ben);
    List<Post> newestFirst = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      newestFirst.addFirst((i % 2 == 0 ? ana : ben).post("Post " + i));
    }
    awaitFeed(newestFirst.toArray(Post[]::new));

    for (int size : new int[] {1, 3, 6, 7, 8}) {
      ListHomePostsResponse first = page(size, "");
      GetHomeFeedResponse firstIds = ids(size, "");
      Post late = ana.post("Arrives between two pages of " + size);
      Eventually.awaitPass(SOON, () -> assertThat(texts(ids(1, ""))).containsExactly(late.getId()));

      assertThat(restOf(first, size)).as("pages of %d", size).isEqualTo(newestFirst);
      assertThat(restOf(firstIds, size)).as("pages of %d", size).isEqualTo(idsOf(newestFirst));

      ana.delete(late);
      awaitFeed(newestFirst.toArray(Post[]::new));
    }
  }

  @Test
  void anOrderThatIsNotOfferedIsRefused() {
    var request = ListHomePostsRequest.newBuilder().setOrder(Order.TOP).build();

    Refused refused =
        Refused.by(() -> reader.call(FeedServiceGrpc.getListHomePostsMethod(), request));

    assertThat(refused.codeAndReason()).isEqualTo("INVALID_ARGUMENT ORDER_NOT_OFFERED");
    assertThat(refused.domain()).isEqualTo("feed.tintype");
  }

  private void awaitFeed(Post... expected) {
    Eventually.awaitPass(
        SOON, () -> assertThat(page(100, "").getPostsList()).containsExactly(expected));
    // The page leaves out what is deleted already; the candidates follow the log.
    Eventually.awaitPass(
        SOON, () -> assertThat(texts(ids(100, ""))).isEqualTo(idsOf(List.of(expected))));
  }

  private static List<Post> feedOf(Person person) {
    var request = ListHomePostsRequest.newBuilder().setPageSize(100).build();
    return person.call(FeedServiceGrpc.getListHomePostsMethod(), request).getPostsList();
  }

  private ListHomePostsResponse page(int size, String token) {
    var request = ListHomePostsRequest.newBuilder().setPageSize(size).setPageToken(token).build();
    return reader.call(FeedServiceGrpc.getListHomePostsMethod(), request);
  }

  /** Has no route: services and load tests call it on the feed's own port. */
  private GetHomeFeedResponse ids(int size, String token) {
    var request =
        GetHomeFeedRequest.newBuilder()
            .setAccountId(reader.number())
            .setPageSize(size)
            .setPageToken(token)
            .build();
    return reader.over(SYSTEM.grpc()).call(FeedServiceGrpc.getGetHomeFeedMethod(), request);
  }

  /** The first page and all after it. */
  private List<Post> restOf(ListHomePostsResponse first, int size) {
    List<Post> posts = new ArrayList<>(first.getPostsList());
    ListHomePostsResponse page = first;
    while (!page.getNextPageToken().isEmpty()) {
      assertThat(page.getCaughtUp()).isFalse();
      page = page(size, page.getNextPageToken());
      posts.addAll(page.getPostsList());
    }
    assertThat(page.getCaughtUp()).isTrue();
    return posts;
  }

  private List<String> restOf(GetHomeFeedResponse first, int size) {
    List<String> texts = new ArrayList<>(texts(first));
    GetHomeFeedResponse page = first;
    while (!page.getNextPageToken().isEmpty()) {
      page = ids(size, page.getNextPageToken());
      texts.addAll(texts(page));
    }
    return texts;
  }

  private static List<String> texts(GetHomeFeedResponse page) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < page.getPostIdsCount(); i++) {
      texts.add(page.getPostIds(i) + "_" + page.getAuthorIds(i));
    }
    return texts;
  }

  private static List<String> idsOf(List<Post> posts) {
    return posts.stream().map(Post::getId).toList();
  }
}
