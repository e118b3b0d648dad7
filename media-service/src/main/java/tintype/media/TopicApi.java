package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.TopicServiceGrpc;
import tintype.platform.changelog.DerivedReads;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** TopicService, a line per RPC. What reads pages and counts reads what is derived. */
final class TopicApi implements Api {
  private final DerivedReads derived;
  private final GetHashtag getHashtag;
  private final ListHashtagPosts listHashtagPosts;
  private final FollowHashtag followHashtag;
  private final UnfollowHashtag unfollowHashtag;
  private final GetPlace getPlace;
  private final ListPlacePosts listPlacePosts;

  @Inject
  TopicApi(
      DerivedReads derived,
      GetHashtag getHashtag,
      ListHashtagPosts listHashtagPosts,
      FollowHashtag followHashtag,
      UnfollowHashtag unfollowHashtag,
      GetPlace getPlace,
      ListPlacePosts listPlacePosts) {
    this.derived = derived;
    this.getHashtag = getHashtag;
    this.listHashtagPosts = listHashtagPosts;
    this.followHashtag = followHashtag;
    this.unfollowHashtag = unfollowHashtag;
    this.getPlace = getPlace;
    this.listPlacePosts = listPlacePosts;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(TopicServiceGrpc.getServiceDescriptor())
        .unary(TopicServiceGrpc.getGetHashtagMethod(), derived.blocking(getHashtag))
        .unary(TopicServiceGrpc.getListHashtagPostsMethod(), derived.blocking(listHashtagPosts))
        .unary(TopicServiceGrpc.getFollowHashtagMethod(), followHashtag)
        .unary(TopicServiceGrpc.getUnfollowHashtagMethod(), unfollowHashtag)
        .unary(TopicServiceGrpc.getGetPlaceMethod(), derived.blocking(getPlace))
        .unary(TopicServiceGrpc.getListPlacePostsMethod(), derived.blocking(listPlacePosts))
        .build();
  }
}
