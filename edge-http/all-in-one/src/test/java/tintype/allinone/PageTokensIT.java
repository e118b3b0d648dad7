package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.graph.v1.ListFollowRequestsRequest.Direction.RECEIVED;
import static tintype.graph.v1.ListFollowRequestsRequest.Direction.SENT;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.UpdateProfileRequest;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.graph.v1.BlockRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListBlocksRequest;
import tintype.graph.v1.ListFollowRequestsRequest;
import tintype.graph.v1.ListFollowRequestsRequest.Direction;
import tintype.graph.v1.ListFollowersRequest;
import tintype.graph.v1.ListFollowingRequest;
import tintype.graph.v1.ListMutualFollowersRequest;
import tintype.media.v1.ArchivePostRequest;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreateCollectionRequest;
import tintype.media.v1.CreateCommentRequest;
import tintype.media.v1.CreateDraftRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListArchivedPostsRequest;
import tintype.media.v1.ListCollectionsRequest;
import tintype.media.v1.ListCommentsRequest;
import tintype.media.v1.ListDeletedPostsRequest;
import tintype.media.v1.ListDraftsRequest;
import tintype.media.v1.ListHashtagPostsRequest;
import tintype.media.v1.ListRepliesRequest;
import tintype.media.v1.ListSavedPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.SavePostRequest;
import tintype.media.v1.TopicOrder.Order;
import tintype.media.v1.TopicServiceGrpc;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** A page token goes on where its own list was left, and nowhere else. */
@EndToEnd
@ParameterizedClass
@EnumSource(Transport.class)
class PageTokensIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Parameter Transport transport;
  private static Person ana;
  private static Comment thread;
  private static Person ben;

  /** Each list's next page token, by who reads and with which token; one item a page. */
  private final Map<String, BiFunction<Person, String, String>> lists = new LinkedHashMap<>();

  PageTokensIT() {
    lists.put("followers", this::followers);
    lists.put("following", this::following);
    lists.put("received requests", (reader, token) -> requests(reader, RECEIVED, token));
    lists.put("sent requests", (reader, token) -> requests(reader, SENT, token));
    lists.put("mutual followers", this::mutualFollowers);
    lists.put("blocks", this::blocks);
    lists.put("posts", this::posts);
    lists.put("archived posts", this::archivedPosts);
    lists.put("deleted posts", this::deletedPosts);
    lists.put("drafts", this::drafts);
    lists.put("latest hashtag posts", (reader, token) -> hashtagPosts(reader, Order.LATEST, token));
    lists.put("top hashtag posts", (reader, token) -> hashtagPosts(reader, Order.TOP, token));
    lists.put("saved posts", this::savedPosts);
    lists.put("collections", this::collections);
    lists.put("comments", this::comments);
    lists.put("replies", this::replies);
    lists.put("home posts", this::homePosts);
    lists.put("home feed", this::homeFeed);
  }

  /** Two people whose every list has more than a page of one. */
  @BeforeAll
  static void fillLists() {
    ana = Person.register(SYSTEM.grpc());
    ben = Person.register(SYSTEM.grpc());
    for (Person person : new Person[] {ana, ben}) {
      for (int i = 0; i < 2; i++) {
        Person other = Person.register(SYSTEM.grpc());
        person.follow(other);
        other.follow(person);
        save(person, person.post("Post " + i + " #" + hashtagOf(person)));
        archive(person, person.post("Archived " + i));
        person.delete(person.post("Deleted " + i));
        person.call(
            PostServiceGrpc.getCreateDraftMethod(), CreateDraftRequest.getDefaultInstance());
      }
      setPrivate(person);
      for (int i = 0; i < 2; i++) {
        Person other = Person.register(SYSTEM.grpc());
        setPrivate(other);
        person.follow(other);
        other.follow(person);
      }
      for (int i = 0; i < 2; i++) {
        String other = Person.register(SYSTEM.grpc()).id();
        person.call(
            GraphServiceGrpc.getBlockMethod(),
            BlockRequest.newBuilder().setAccountId(other).build());
      }
    }
    var posts = ListAccountPostsRequest.newBuilder().setAccountId("me").build();
    Post post = ana.call(PostServiceGrpc.getListAccountPostsMethod(), posts).getPosts(0);
    ana.comment(post, "Another thread");
    thread = ana.comment(post, "A thread");
    for (int i = 0; i < 2; i++) {
      var reply =
          CreateCommentRequest.newBuilder()
              .setPostId(post.getId())
              .setReplyTo(thread.getId())
              .setText("Reply " + i);
      ana.call(CommentServiceGrpc.getCreateCommentMethod(), reply.build());
    }
  }

  private static void setPrivate(Person person) {
    var request = UpdateProfileRequest.newBuilder().setPrivate(true).build();
    person.call(AccountServiceGrpc.getUpdateProfileMethod(), request);
  }

  private static void archive(Person person, Post post) {
    var request = ArchivePostRequest.newBuilder().setPostId(post.getId()).build();
    person.call(PostServiceGrpc.getArchivePostMethod(), request);
  }

  private static void save(Person person, Post post) {
    person.call(
        CollectionServiceGrpc.getSavePostMethod(),
        SavePostRequest.newBuilder().setPostId(post.getId()).build());
    person.call(
        CollectionServiceGrpc.getCreateCollectionMethod(),
        CreateCollectionRequest.newBuilder().setName(post.getCaption()).build());
  }

  @Test
  void aTokenOfItsOwnListGoesOn() {
    lists.forEach((name, list) -> assertThat(list.apply(ana, tokenOf(name))).as(name).isEmpty());
  }

  @Test
  void aTokenOfAnotherListIsRefused() {
    for (String from : lists.keySet()) {
      for (String to : lists.keySet()) {
        if (!from.equals(to)) {
          assertRefused(from + " for " + to, to, ana, tokenOf(from));
        }
      }
    }
  }

  @Test
  void aTokenOfAnotherPersonIsRefused() {
    for (String name : lists.keySet()) {
      assertRefused(name, name, ben, tokenOf(name));
    }
  }

  @Test
  void aTokenThatWasTamperedWithIsRefused() {
    for (String name : lists.keySet()) {
      String token = tokenOf(name);
      char[] flipped = token.toCharArray();
      flipped[3] = flipped[3] == 'A' ? 'B' : 'A';
      assertRefused(name, name, ana, new String(flipped));
      assertRefused(name, name, ana, token.substring(0, token.length() - 2));
      assertRefused(name, name, ana, token + token);
      assertRefused(name, name, ana, "no token at all");
      assertRefused(name, name, ana, "\u00e6");
    }
  }

  private void assertRefused(String what, String list, Person reader, String token) {
    Refused refused = Refused.by(() -> lists.get(list).apply(reader, token));
    assertThat(refused.codeAndReason()).as(what).isEqualTo("INVALID_ARGUMENT PAGE_TOKEN_INVALID");
  }

  private String tokenOf(String list) {
    String[] token = {""};
    Eventually.awaitPass(
        Duration.ofSeconds(5),
        () -> {
          token[0] = lists.get(list).apply(ana, "");
          assertThat(token[0]).as(list).isNotEmpty();
        });
    return token[0];
  }

  private String followers(Person reader, String token) {
    var request =
        ListFollowersRequest.newBuilder().setAccountId("me").setPageSize(1).setPageToken(token);
    return over(reader)
        .call(GraphServiceGrpc.getListFollowersMethod(), request.build())
        .getNextPageToken();
  }

  private String following(Person reader, String token) {
    var request =
        ListFollowingRequest.newBuilder().setAccountId("me").setPageSize(1).setPageToken(token);
    return over(reader)
        .call(GraphServiceGrpc.getListFollowingMethod(), request.build())
        .getNextPageToken();
  }

  private String requests(Person reader, Direction direction, String token) {
    var request =
        ListFollowRequestsRequest.newBuilder()
            .setDirection(direction)
            .setPageSize(1)
            .setPageToken(token);
    return over(reader)
        .call(GraphServiceGrpc.getListFollowRequestsMethod(), request.build())
        .getNextPageToken();
  }

  private String mutualFollowers(Person reader, String token) {
    var request =
        ListMutualFollowersRequest.newBuilder()
            .setAccountId("me")
            .setPageSize(1)
            .setPageToken(token);
    return over(reader)
        .call(GraphServiceGrpc.getListMutualFollowersMethod(), request.build())
        .getNextPageToken();
  }

  private String blocks(Person reader, String token) {
    var request = ListBlocksRequest.newBuilder().setPageSize(1).setPageToken(token);
    return over(reader)
        .call(GraphServiceGrpc.getListBlocksMethod(), request.build())
        .getNextPageToken();
  }

  private String posts(Person reader, String token) {
    var request =
        ListAccountPostsRequest.newBuilder().setAccountId("me").setPageSize(1).setPageToken(token);
    return over(reader)
        .call(PostServiceGrpc.getListAccountPostsMethod(), request.build())
        .getNextPageToken();
  }

  private String archivedPosts(Person reader, String token) {
    var request = ListArchivedPostsRequest.newBuilder().setPageSize(1).setPageToken(token);
    return over(reader)
        .call(PostServiceGrpc.getListArchivedPostsMethod(), request.build())
        .getNextPageToken();
  }

  private String deletedPosts(Person reader, String token) {
    var request = ListDeletedPostsRequest.newBuilder().setPageSize(1).setPageToken(token);
    return over(reader)
        .call(PostServiceGrpc.getListDeletedPostsMethod(), request.build())
        .getNextPageToken();
  }

  private String drafts(Person reader, String token) {
    var request = ListDraftsRequest.newBuilder().setPageSize(1).setPageToken(token);
    return over(reader)
        .call(PostServiceGrpc.getListDraftsMethod(), request.build())
        .getNextPageToken();
  }

  private static String hashtagOf(Person person) {
    return "of_" + person.account().getUsername();
  }

  private String hashtagPosts(Person reader, Order order, String token) {
    var request =
        ListHashtagPostsRequest.newBuilder()
            .setHashtag(hashtagOf(reader))
            .setOrder(order)
            .setPageSize(1)
            .setPageToken(token);
    return over(reader)
        .call(TopicServiceGrpc.getListHashtagPostsMethod(), request.build())
        .getNextPageToken();
  }

  private String savedPosts(Person reader, String token) {
    var request = ListSavedPostsRequest.newBuilder().setPageSize(1).setPageToken(token);
    return over(reader)
        .call(CollectionServiceGrpc.getListSavedPostsMethod(), request.build())
        .getNextPageToken();
  }

  private String collections(Person reader, String token) {
    var request = ListCollectionsRequest.newBuilder().setPageSize(1).setPageToken(token);
    return over(reader)
        .call(CollectionServiceGrpc.getListCollectionsMethod(), request.build())
        .getNextPageToken();
  }

  private String comments(Person reader, String token) {
    var request =
        ListCommentsRequest.newBuilder()
            .setPostId(thread.getPostId())
            .setPageSize(1)
            .setPageToken(token);
    return over(reader)
        .call(CommentServiceGrpc.getListCommentsMethod(), request.build())
        .getNextPageToken();
  }

  private String replies(Person reader, String token) {
    var request =
        ListRepliesRequest.newBuilder()
            .setPostId(thread.getPostId())
            .setCommentId(thread.getId())
            .setPageSize(1)
            .setPageToken(token);
    return over(reader)
        .call(CommentServiceGrpc.getListRepliesMethod(), request.build())
        .getNextPageToken();
  }

  private String homePosts(Person reader, String token) {
    var request = ListHomePostsRequest.newBuilder().setPageSize(1).setPageToken(token);
    return over(reader)
        .call(FeedServiceGrpc.getListHomePostsMethod(), request.build())
        .getNextPageToken();
  }

  private String homeFeed(Person reader, String token) {
    var request =
        GetHomeFeedRequest.newBuilder()
            .setAccountId(reader.number())
            .setPageSize(1)
            .setPageToken(token);
    return reader
        .over(SYSTEM.grpc())
        .call(FeedServiceGrpc.getGetHomeFeedMethod(), request.build())
        .getNextPageToken();
  }

  private Person over(Person reader) {
    return reader.over(SYSTEM.calls(transport));
  }
}
