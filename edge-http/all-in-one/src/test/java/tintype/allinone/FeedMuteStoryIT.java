package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.feed.v1.Feed.State;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.MuteRequest;
import tintype.graph.v1.UnmuteRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.testkit.EndToEnd;

/** Whoever is muted is out of the home feed from the next read on, and of nothing else. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class FeedMuteStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  /** Long enough for a mute, a read and a machine that does other things. */
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  @Parameter Way way;
  private Person reader;
  private Person ana;
  private Person ben;
  private Post one;
  private Post two;

  @BeforeEach
  void register() {
    Calls calls = SYSTEM.enter(way);
    reader = Person.register(calls);
    ana = Person.register(calls);
    ben = Person.register(calls);
    one = ana.post("one");
    two = ben.post("two");
    // Others' writes take their time; seen by their authors, they are there for all.
    assertThat(feedOf(ana)).containsExactly(one);
    assertThat(feedOf(ben)).containsExactly(two);
    reader.follow(ana);
    reader.follow(ben);
  }

  @Test
  void aMuteAndItsEndShowAtTheNextRead() {
    for (int round = 0; round < 5; round++) {
      assertThat(feedOf(reader)).containsExactly(two, one);
      mute(ana, MuteRequest.newBuilder());
      assertThat(feedOf(reader)).containsExactly(two);
      assertThat(ids(reader)).containsExactly(two.getId());
      mute(ben, MuteRequest.newBuilder().setPosts(true));
      assertThat(feedOf(reader)).isEmpty();
      assertThat(page(20, "").getState()).isEqualTo(State.READY);
      unmute(ana, UnmuteRequest.newBuilder());
      assertThat(feedOf(reader)).containsExactly(one);
      unmute(ben, UnmuteRequest.newBuilder().setPosts(true));
      assertThat(ids(reader)).containsExactly(two.getId(), one.getId());
    }
  }

  @Test
  void whereStoriesAreMutedAlonePostsStay() {
    mute(ana, MuteRequest.newBuilder().setStories(true));
    assertThat(feedOf(reader)).containsExactly(two, one);
    mute(ana, MuteRequest.newBuilder().setPosts(true));
    unmute(ana, UnmuteRequest.newBuilder().setStories(true));
    assertThat(feedOf(reader)).containsExactly(two);
  }

  @Test
  void aMuteNeedsNoFollowAndOutlivesIt() {
    reader.unfollow(ana);
    mute(ana, MuteRequest.newBuilder());
    reader.follow(ana);
    assertThat(feedOf(reader)).containsExactly(two);
    reader.unfollow(ana);
    reader.follow(ana);
    assertThat(feedOf(reader)).containsExactly(two);
    unmute(ana, UnmuteRequest.newBuilder());
    assertThat(feedOf(reader)).containsExactly(two, one);
  }

  @Test
  void aMuteIsOverAtTheFirstReadAfterItsEnd() {
    Instant end = Instant.now().plus(A_WHILE).truncatedTo(ChronoUnit.MILLIS);
    var timestamp = Timestamp.newBuilder().setSeconds(end.getEpochSecond()).setNanos(end.getNano());
    mute(ana, MuteRequest.newBuilder().setEndTime(timestamp));
    Instant begun;
    do {
      begun = Instant.now();
      List<Post> feed = feedOf(reader);
      if (Instant.now().isBefore(end)) {
        assertThat(feed).containsExactly(two);
      } else if (begun.isAfter(end)) {
        assertThat(feed).containsExactly(two, one);
      }
    } while (!begun.isAfter(end));
  }

  @Test
  void theFeedAloneIsEmptied() {
    mute(ana, MuteRequest.newBuilder());
    var grid = ListAccountPostsRequest.newBuilder().setAccountId(ana.id()).build();
    assertThat(reader.call(PostServiceGrpc.getListAccountPostsMethod(), grid).getPostsList())
        .containsExactly(one);
    assertThat(feedOf(ana)).containsExactly(one);
    assertThat(feedOf(ben)).containsExactly(two);
  }

  @Test
  void pagesGoOnWithoutWhoIsMutedMeanwhile() {
    List<Post> posts = new ArrayList<>(List.of(two, one));
    for (int i = 0; i < 4; i++) {
      Person author = i % 2 == 0 ? ana : ben;
      posts.addFirst(author.post("Post " + i));
      assertThat(feedOf(author)).startsWith(posts.getFirst());
    }
    for (int size : new int[] {1, 2, 5, 6, 7}) {
      ListHomePostsResponse page = page(size, "");
      mute(ana, MuteRequest.newBuilder());
      List<Post> read = new ArrayList<>(page.getPostsList());
      while (!page.getNextPageToken().isEmpty()) {
        page = page(size, page.getNextPageToken());
        read.addAll(page.getPostsList());
      }
      List<Post> expected = new ArrayList<>(posts.subList(0, Math.min(size, posts.size())));
      posts.stream()
          .skip(expected.size())
          .filter(post -> post.getAuthor().getId().equals(ben.id()))
          .forEach(expected::add);
      assertThat(read).as("pages of %d", size).isEqualTo(expected);
      unmute(ana, UnmuteRequest.newBuilder());
      assertThat(feedOf(reader)).isEqualTo(posts);
    }
  }

  private void mute(Person other, MuteRequest.Builder request) {
    reader.call(GraphServiceGrpc.getMuteMethod(), request.setAccountId(other.id()).build());
  }

  private void unmute(Person other, UnmuteRequest.Builder request) {
    reader.call(GraphServiceGrpc.getUnmuteMethod(), request.setAccountId(other.id()).build());
  }

  private static List<Post> feedOf(Person person) {
    var request = ListHomePostsRequest.newBuilder().setPageSize(100).build();
    return person.call(FeedServiceGrpc.getListHomePostsMethod(), request).getPostsList();
  }

  private ListHomePostsResponse page(int size, String token) {
    var request = ListHomePostsRequest.newBuilder().setPageSize(size).setPageToken(token).build();
    return reader.call(FeedServiceGrpc.getListHomePostsMethod(), request);
  }

  /** Has no route; after a read that saw it all, services see the same. */
  private static List<String> ids(Person person) {
    feedOf(person);
    var request = GetHomeFeedRequest.newBuilder().setAccountId(person.number()).build();
    var page = person.over(SYSTEM.grpc()).call(FeedServiceGrpc.getGetHomeFeedMethod(), request);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < page.getPostIdsCount(); i++) {
      texts.add(page.getPostIds(i) + "_" + page.getAuthorIds(i));
    }
    return texts;
  }
}
