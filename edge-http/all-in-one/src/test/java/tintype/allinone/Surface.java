package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import tintype.allinone.World.Tie;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowRequestsRequest.Direction;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.TopicOrder.Order;
import tintype.media.v1.TopicServiceGrpc;

/**
 * A way to see something of a world.
 *
 * @param forNobody whether it needs no account
 * @param targets of what in the world it can be asked
 */
record Surface(
    String name,
    boolean forNobody,
    Function<World, Collection<String>> targets,
    Expectation expectation,
    Reading reading) {

  /** What it must show. */
  @FunctionalInterface
  interface Expectation {
    List<String> of(Expected expected, String viewer, String target);
  }

  /** What it shows; or how it refuses. */
  @FunctionalInterface
  interface Reading {
    List<String> of(Reader reader, String target);
  }

  private static final Function<World, Collection<String>> PEOPLE = world -> World.PEOPLE;
  private static final Function<World, Collection<String>> POSTS = World::postNames;
  private static final Function<World, Collection<String>> HASHTAGS = world -> World.HASHTAGS;

  static final Surface POST = new Surface("GetPost", true, POSTS, Expected::post, Reader::post);
  static final Surface COMMENTS =
      new Surface("ListComments", false, POSTS, Expected::comments, Reader::comments);
  static final Surface RELATIONSHIPS =
      own("BatchGetRelationships", Expected::relationships, Reader::relationships);
  static final Surface HEAD = new Surface("GetAccount", true, PEOPLE, Expected::head, Reader::head);
  static final Surface FEED = ownList(FeedServiceGrpc.getListHomePostsMethod(), Expected::feed);
  static final Surface HASHTAG =
      new Surface(
          "ListHashtagPosts",
          true,
          HASHTAGS,
          Expected::hashtag,
          (reader, tag) ->
              reader.list(
                  TopicServiceGrpc.getListHashtagPostsMethod(),
                  "hashtag",
                  reader.cast().hashtag(tag)));
  static final Surface FOLLOWERS =
      ofAccount(false, GraphServiceGrpc.getListFollowersMethod(), Expected::followers);

  /** By gRPC alone. */
  static final Surface CANDIDATES =
      own("GetHomeFeed and BatchGetPosts", Expected::candidates, Reader::candidates);

  static final List<Surface> ALL =
      List.of(
          POST,
          new Surface(
              "BatchGetPosts",
              true,
              world -> world.posts().isEmpty() ? List.of() : List.of(""),
              (expected, viewer, none) -> expected.batch(viewer),
              (reader, none) -> reader.batch()),
          new Surface("GetMedia", false, POSTS, Expected::media, Reader::media),
          new Surface("Download", true, POSTS, Expected::media, Reader::download),
          ofAccount(true, PostServiceGrpc.getListAccountPostsMethod(), Expected::grid),
          ofAccount(false, PostServiceGrpc.getListTaggedPostsMethod(), Expected::tagged),
          HASHTAG,
          new Surface(
              "ListHashtagPosts, TOP",
              true,
              HASHTAGS,
              Expected::topOfHashtag,
              (reader, tag) ->
                  reader.list(
                      TopicServiceGrpc.getListHashtagPostsMethod(),
                      "hashtag",
                      reader.cast().hashtag(tag),
                      "order",
                      Order.TOP)),
          new Surface(
              "GetHashtag",
              true,
              HASHTAGS,
              (expected, viewer, tag) -> expected.countOfHashtag(tag),
              Reader::countOfHashtag),
          new Surface(
              "ListPlacePosts, TOP",
              true,
              World::places,
              Expected::topOfPlace,
              (reader, place) ->
                  reader.list(
                      TopicServiceGrpc.getListPlacePostsMethod(),
                      "place_id",
                      reader.cast().id(place),
                      "order",
                      Order.TOP)),
          new Surface(
              "GetPlace",
              true,
              World::places,
              (expected, viewer, place) -> expected.countOfPlace(place),
              Reader::countOfPlace),
          new Surface(
              "ListPlacePosts",
              true,
              World::places,
              Expected::place,
              (reader, place) ->
                  reader.list(
                      TopicServiceGrpc.getListPlacePostsMethod(),
                      "place_id",
                      reader.cast().id(place))),
          FEED,
          CANDIDATES,
          ownList(CollectionServiceGrpc.getListSavedPostsMethod(), Expected::saved),
          own(
              "ListCollectionPosts",
              Expected::collection,
              reader ->
                  reader.list(
                      CollectionServiceGrpc.getListCollectionPostsMethod(),
                      "collection_id",
                      reader.cast().id(reader.cast().collectionOf(reader.viewer())))),
          ownList(PostServiceGrpc.getListArchivedPostsMethod(), Expected::archive),
          ownList(PostServiceGrpc.getListDeletedPostsMethod(), Expected::bin),
          new Surface(
              "ListPostLikes",
              false,
              POSTS,
              Expected::likers,
              (reader, post) ->
                  reader.list(
                      PostServiceGrpc.getListPostLikesMethod(), "post_id", reader.cast().id(post))),
          COMMENTS,
          new Surface("ListReplies", false, World::threads, Expected::replies, Reader::replies),
          HEAD,
          new Surface(
              "BatchGetAccounts",
              true,
              world -> List.of(""),
              (expected, viewer, none) -> expected.heads(viewer),
              (reader, none) -> reader.heads()),
          FOLLOWERS,
          ofAccount(false, GraphServiceGrpc.getListFollowingMethod(), Expected::following),
          ofAccount(
              false, GraphServiceGrpc.getListMutualFollowersMethod(), Expected::mutualFollowers),
          RELATIONSHIPS,
          own(
              "ListFollowRequests, RECEIVED",
              Expected::requestsReceived,
              reader -> reader.list(GraphServiceGrpc.getListFollowRequestsMethod())),
          own(
              "ListFollowRequests, SENT",
              (expected, viewer) -> expected.own(viewer, Tie.REQUEST),
              reader ->
                  reader.list(
                      GraphServiceGrpc.getListFollowRequestsMethod(), "direction", Direction.SENT)),
          ownList(GraphServiceGrpc.getListBlocksMethod(), Tie.BLOCK),
          ownList(GraphServiceGrpc.getListMutesMethod(), Tie.MUTE),
          ownList(GraphServiceGrpc.getListRestrictedMethod(), Tie.RESTRICT),
          ownList(GraphServiceGrpc.getListCloseFriendsMethod(), Tie.CLOSE_FRIEND),
          ownList(GraphServiceGrpc.getListFavouritesMethod(), Tie.FAVOURITE));

  private static Surface own(
      String name,
      BiFunction<Expected, String, List<String>> expected,
      Function<Reader, List<String>> reading) {
    return new Surface(
        name,
        false,
        world -> List.of(""),
        (all, viewer, none) -> expected.apply(all, viewer),
        (reader, none) -> reading.apply(reader));
  }

  private static <Q extends Message, A extends Message> Surface ownList(
      MethodDescriptor<Q, A> method, BiFunction<Expected, String, List<String>> expected) {
    return own(method.getBareMethodName(), expected, reader -> reader.list(method));
  }

  private static <Q extends Message, A extends Message> Surface ownList(
      MethodDescriptor<Q, A> method, Tie tie) {
    return ownList(method, (expected, viewer) -> expected.own(viewer, tie));
  }

  private static <Q extends Message, A extends Message> Surface ofAccount(
      boolean forNobody, MethodDescriptor<Q, A> method, Expectation expected) {
    return new Surface(
        method.getBareMethodName(),
        forNobody,
        PEOPLE,
        expected,
        (reader, account) -> reader.listOf(method, account));
  }

  boolean isFor(String viewer, Transport door) {
    return (forNobody || !viewer.equals(World.NOBODY))
        && (door == Transport.GRPC || this != CANDIDATES);
  }

  @Override
  public String toString() {
    return name;
  }
}
