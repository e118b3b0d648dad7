package tintype.allinone;

import static tintype.graph.v1.ListFollowRequestsRequest.Direction.RECEIVED;
import static tintype.graph.v1.ListFollowRequestsRequest.Direction.SENT;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListBlocksRequest;
import tintype.graph.v1.ListFollowRequestsRequest;
import tintype.graph.v1.ListFollowRequestsRequest.Direction;
import tintype.graph.v1.ListFollowersRequest;
import tintype.graph.v1.ListFollowingRequest;
import tintype.graph.v1.ListMutualFollowersRequest;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListArchivedPostsRequest;
import tintype.media.v1.ListCollectionsRequest;
import tintype.media.v1.ListCommentsRequest;
import tintype.media.v1.ListDeletedPostsRequest;
import tintype.media.v1.ListDraftsRequest;
import tintype.media.v1.ListHashtagPostsRequest;
import tintype.media.v1.ListRepliesRequest;
import tintype.media.v1.ListSavedPostsRequest;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.TopicOrder.Order;
import tintype.media.v1.TopicServiceGrpc;

/** Lists of one's own, and of one thread of comments, with one item a page. */
final class PagedLists {
  private final Calls calls;
  private final Calls grpc;
  private final Comment thread;

  PagedLists(Calls calls, Calls grpc, Comment thread) {
    this.calls = calls;
    this.grpc = grpc;
    this.thread = thread;
  }

  /** Each list's next page token, by who reads and with which token. */
  Map<String, BiFunction<Person, String, String>> byName() {
    Map<String, BiFunction<Person, String, String>> lists = new LinkedHashMap<>();
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
    return lists;
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

  static String hashtagOf(Person person) {
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
        .over(grpc)
        .call(FeedServiceGrpc.getGetHomeFeedMethod(), request.build())
        .getNextPageToken();
  }

  private Person over(Person reader) {
    return reader.over(calls);
  }
}
