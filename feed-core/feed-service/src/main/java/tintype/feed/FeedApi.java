package tintype.feed;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.platform.changelog.DerivedReads;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** {@code tintype.feed.v1.FeedService}. All of it is derived. */
final class FeedApi implements Api {
  private final GetHomeFeed getHomeFeed;
  private final ListHomePosts listHomePosts;
  private final DerivedReads derived;

  @Inject
  FeedApi(GetHomeFeed getHomeFeed, ListHomePosts listHomePosts, DerivedReads derived) {
    this.getHomeFeed = getHomeFeed;
    this.listHomePosts = listHomePosts;
    this.derived = derived;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(FeedServiceGrpc.getServiceDescriptor())
        .async(FeedServiceGrpc.getGetHomeFeedMethod(), derived.async(getHomeFeed))
        .async(FeedServiceGrpc.getListHomePostsMethod(), derived.async(listHomePosts))
        .build();
  }
}
