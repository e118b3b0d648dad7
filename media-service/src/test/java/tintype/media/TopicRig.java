package tintype.media;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.GetHashtagRequest;
import tintype.media.v1.Hashtag;
import tintype.media.v1.ListHashtagPostsRequest;
import tintype.media.v1.ListHashtagPostsResponse;
import tintype.media.v1.ListPlacePostsRequest;
import tintype.media.v1.ListTaggedPostsRequest;
import tintype.media.v1.ListTaggedPostsResponse;
import tintype.media.v1.PeopleTag;
import tintype.media.v1.Place;
import tintype.media.v1.Post;
import tintype.media.v1.TopicOrder.Order;
import tintype.media.v1.TopicServiceGrpc;
import tintype.media.v1.TopicServiceGrpc.TopicServiceBlockingStub;
import tintype.media.v1.UpdatePostRequest;
import tintype.platform.changelog.AppliedPositions;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.WritePosition;
import tintype.platform.rpc.WritePositions;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** A running media-service whose posts say something, and the pages where they are found by it. */
final class TopicRig {
  static final Place LOUVRE =
      Place.newBuilder().setName("Louvre").setLatitude(48.8606).setLongitude(2.3376).build();

  final MediaRig media;
  private final TestInstallation installation;
  private final Database database;

  TopicRig(TestInstallation installation, TestDatabase database) {
    this.installation = installation;
    this.database = database.database(Keyspace.MEDIA);
    this.media = new MediaRig(installation);
    awaitFollowing();
  }

  /** A write that the index would learn of from a copy of tables is never seen as applied. */
  private void awaitFollowing() {
    Eventually.await(Duration.ofSeconds(120), () -> indexer().notReady().isEmpty());
  }

  TopicServiceBlockingStub topics(long account) {
    var stub = TopicServiceGrpc.newBlockingStub(installation.channel("media"));
    return account == 0 ? stub : installation.asAccount(stub, account);
  }

  Post post(long author, String caption) {
    return post(author, request -> request.setCaption(caption));
  }

  /** A post of one new picture. */
  Post post(long author, UnaryOperator<CreatePostRequest.Builder> saying) {
    String picture = media.upload(author).getId();
    var request =
        CreatePostRequest.newBuilder()
            .addMediaIds(picture)
            .setRequestId(UUID.randomUUID().toString());
    return create(author, saying.apply(request));
  }

  /** A post of one new picture in which somebody is. */
  Post tagging(long author, long... accounts) {
    return post(
        author,
        request -> {
          for (long account : accounts) {
            request.addPeopleTags(tag(account, request.getMediaIds(0)));
          }
          return request;
        });
  }

  static PeopleTag tag(long account, String mediaId) {
    return PeopleTag.newBuilder()
        .setAccountId(Long.toString(account))
        .setMediaId(mediaId)
        .setX(0.25)
        .setY(0.75)
        .build();
  }

  Post create(long author, CreatePostRequest.Builder request) {
    return media.posts(author).createPost(request.build()).getPost();
  }

  Post update(long author, Post post, UnaryOperator<UpdatePostRequest.Builder> saying) {
    var request = saying.apply(UpdatePostRequest.newBuilder().setPostId(post.getId()));
    return media.posts(author).updatePost(request.build()).getPost();
  }

  Post caption(long author, Post post, String caption) {
    return update(author, post, request -> request.setCaption(caption));
  }

  Hashtag hashtag(long viewer, String name) {
    var request = GetHashtagRequest.newBuilder().setHashtag(name).build();
    return topics(viewer).getHashtag(request).getHashtag();
  }

  int count(String hashtag) {
    return hashtag(0, hashtag).getCounts().getPosts();
  }

  List<String> latest(long viewer, String hashtag) {
    return ids(page(viewer, hashtag, Order.LATEST, 100, "").getPostsList());
  }

  ListHashtagPostsResponse page(long viewer, String hashtag, Order order, int size, String token) {
    return topics(viewer)
        .listHashtagPosts(
            ListHashtagPostsRequest.newBuilder()
                .setHashtag(hashtag)
                .setOrder(order)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  List<String> placePosts(long viewer, String placeId) {
    var request = ListPlacePostsRequest.newBuilder().setPlaceId(placeId).setPageSize(100).build();
    return ids(topics(viewer).listPlacePosts(request).getPostsList());
  }

  List<String> tagged(long viewer, long account) {
    return ids(tagged(viewer, account, 100, "").getPostsList());
  }

  ListTaggedPostsResponse tagged(long viewer, long account, int size, String token) {
    return media
        .posts(viewer)
        .listTaggedPosts(
            ListTaggedPostsRequest.newBuilder()
                .setAccountId(Long.toString(account))
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  static List<String> ids(List<Post> posts) {
    return posts.stream().map(Post::getId).toList();
  }

  static Owned ref(Post post) {
    return IdText.parseOwned("post", post.getId());
  }

  TopicIndex index() {
    return media.service.injector().getInstance(TopicIndex.class);
  }

  TopicIndexer indexer() {
    return media.service.injector().getInstance(TopicIndexer.class);
  }

  Database database() {
    return database;
  }

  /** Returns once the pages show what has been committed. */
  void awaitIndex() {
    AppliedPositions applied = indexer().applied();
    Eventually.await(
        Duration.ofSeconds(45),
        () ->
            outboxIds().stream()
                .map(id -> new WritePosition(Keyspace.MEDIA.lowerName(), id))
                .allMatch(position -> applied.include(WritePositions.of(List.of(position)))));
  }

  private List<Long> outboxIds() {
    return database.read(
        handle -> handle.createQuery("SELECT id FROM outbox").mapTo(Long.class).list());
  }

  /** Topics whose count is not that of their rows. */
  List<Long> drift(TopicTable table) {
    String id = table == TopicTable.HASHTAG ? "tag_id" : "place_id";
    String topics = table == TopicTable.HASHTAG ? "hashtag" : "place";
    return database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT t.%1$s FROM %2$s t LEFT JOIN %2$s_post p ON p.%1$s = t.%1$s"
                                .formatted(id, topics)
                            + " GROUP BY t.%1$s, t.posts".formatted(id)
                            + " HAVING t.posts <> COALESCE(SUM(p.listed), 0)")
                    .mapTo(Long.class)
                    .list());
  }
}
