package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.UpdateProfileRequest;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.media.v1.Collection;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.CreateCollectionRequest;
import tintype.media.v1.DeleteCollectionRequest;
import tintype.media.v1.GetCollectionRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.ListCollectionPostsRequest;
import tintype.media.v1.ListCollectionsRequest;
import tintype.media.v1.ListSavedPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.SavePostRequest;
import tintype.media.v1.Share;
import tintype.media.v1.SharePostRequest;
import tintype.media.v1.UnsavePostRequest;
import tintype.media.v1.UpdateCollectionRequest;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** Ben keeps Ana's posts for himself, in collections, and passes one on. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class SaveStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(20);

  @Parameter Way way;
  private Person ana;
  private Person ben;

  @BeforeEach
  void register() {
    ana = Person.register(SYSTEM.enter(way));
    ben = Person.register(SYSTEM.enter(way));
  }

  @Test
  void aSaveIsBensAloneAndAnaSeesHowMany() {
    Post post = ana.post("To be kept");
    ben.follow(ana);

    Post saved = save(post, "");

    assertThat(saved.getViewer().getSaved()).isTrue();
    assertThat(saved.getCounts().getSaves()).isZero();
    assertThat(saved()).containsExactly(post.getId());
    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(get(ana, post).getCounts().getSaves()).isEqualTo(1);
          Post inFeed = feed(ben);
          assertThat(inFeed.getId()).isEqualTo(post.getId());
          assertThat(inFeed.getViewer().getSaved()).isTrue();
          assertThat(feed(ana).getCounts().getSaves()).isEqualTo(1);
        });
    assertThat(get(ana, post).getViewer().getSaved()).isFalse();

    assertThat(unsave(post, "").getViewer().getSaved()).isFalse();
    assertThat(saved()).isEmpty();
    Eventually.awaitPass(SOON, () -> assertThat(get(ana, post).getCounts().getSaves()).isZero());
  }

  @Test
  void collectionsAreMadeFilledRenamedAndDeleted() {
    Post one = ana.post("One");
    Post two = ana.post("Two");
    String requestId = UUID.randomUUID().toString();
    Collection trips = create("Trips", requestId);

    assertThat(create("Trips", requestId)).isEqualTo(trips);
    save(one, trips.getId());
    save(two, trips.getId());
    save(two, trips.getId());
    assertThat(in(trips)).containsExactly(two.getId(), one.getId());
    unsave(one, trips.getId());
    assertThat(in(trips)).containsExactly(two.getId());
    assertThat(saved()).containsExactly(two.getId(), one.getId());

    var rename =
        UpdateCollectionRequest.newBuilder().setCollectionId(trips.getId()).setName("Journeys");
    ben.call(CollectionServiceGrpc.getUpdateCollectionMethod(), rename.build());
    assertThat(collections()).extracting(Collection::getName).containsExactly("Journeys");

    var delete = DeleteCollectionRequest.newBuilder().setCollectionId(trips.getId()).build();
    ben.call(CollectionServiceGrpc.getDeleteCollectionMethod(), delete);
    ben.call(CollectionServiceGrpc.getDeleteCollectionMethod(), delete);
    assertThat(collections()).isEmpty();
    assertThat(saved()).containsExactly(two.getId(), one.getId());
    var gone = GetCollectionRequest.newBuilder().setCollectionId(trips.getId()).build();
    assertThat(
            Refused.by(() -> ben.call(CollectionServiceGrpc.getGetCollectionMethod(), gone))
                .codeAndReason())
        .isEqualTo("NOT_FOUND COLLECTION_NOT_FOUND");
  }

  @Test
  void whatVanishesFromBensEyesVanishesFromHisListAndComesBack() {
    Post post = ana.post("Now and then");
    save(post, "");

    setPrivate(true);
    Eventually.awaitPass(SOON, () -> assertThat(saved()).isEmpty());
    setPrivate(false);

    Eventually.awaitPass(SOON, () -> assertThat(saved()).containsExactly(post.getId()));
  }

  @Test
  void aPostIsPassedOnOnceARequest() {
    Post post = ana.post("To be shown around");
    var request =
        SharePostRequest.newBuilder()
            .setPostId(post.getId())
            .setChannel(Share.Channel.LINK)
            .setRequestId(UUID.randomUUID().toString())
            .build();

    Share share = ben.call(PostServiceGrpc.getSharePostMethod(), request).getShare();

    assertThat(share.getUrl()).isEqualTo("/p/" + post.getId());
    assertThat(ben.call(PostServiceGrpc.getSharePostMethod(), request).getShare()).isEqualTo(share);
    assertThat(get(ben, post).getCounts().getShares()).isEqualTo(1);
    var again = request.toBuilder().clearRequestId().build();
    ben.call(PostServiceGrpc.getSharePostMethod(), again);
    assertThat(get(ben, post).getCounts().getShares()).isEqualTo(2);
  }

  private Post save(Post post, String collection) {
    var request =
        SavePostRequest.newBuilder().setPostId(post.getId()).setCollectionId(collection).build();
    return ben.call(CollectionServiceGrpc.getSavePostMethod(), request).getPost();
  }

  private Post unsave(Post post, String collection) {
    var request =
        UnsavePostRequest.newBuilder().setPostId(post.getId()).setCollectionId(collection).build();
    return ben.call(CollectionServiceGrpc.getUnsavePostMethod(), request).getPost();
  }

  private List<String> saved() {
    var request = ListSavedPostsRequest.getDefaultInstance();
    return ids(ben.call(CollectionServiceGrpc.getListSavedPostsMethod(), request).getPostsList());
  }

  private List<String> in(Collection collection) {
    var request =
        ListCollectionPostsRequest.newBuilder().setCollectionId(collection.getId()).build();
    return ids(
        ben.call(CollectionServiceGrpc.getListCollectionPostsMethod(), request).getPostsList());
  }

  private static List<String> ids(List<Post> posts) {
    return posts.stream().map(Post::getId).toList();
  }

  private Collection create(String name, String requestId) {
    var request =
        CreateCollectionRequest.newBuilder().setName(name).setRequestId(requestId).build();
    return ben.call(CollectionServiceGrpc.getCreateCollectionMethod(), request).getCollection();
  }

  private List<Collection> collections() {
    var request = ListCollectionsRequest.getDefaultInstance();
    return ben.call(CollectionServiceGrpc.getListCollectionsMethod(), request).getCollectionsList();
  }

  private void setPrivate(boolean isPrivate) {
    var request = UpdateProfileRequest.newBuilder().setPrivate(isPrivate).build();
    ana.call(AccountServiceGrpc.getUpdateProfileMethod(), request);
  }

  private static Post get(Person viewer, Post post) {
    var request = GetPostRequest.newBuilder().setPostId(post.getId()).build();
    return viewer.call(PostServiceGrpc.getGetPostMethod(), request).getPost();
  }

  private static Post feed(Person reader) {
    var request = ListHomePostsRequest.getDefaultInstance();
    return reader.call(FeedServiceGrpc.getListHomePostsMethod(), request).getPosts(0);
  }
}
