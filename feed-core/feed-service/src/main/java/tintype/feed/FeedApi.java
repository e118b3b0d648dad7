package tintype.feed;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** {@code tintype.feed.v1.FeedService}. */
final class FeedApi implements Api {
  private final GetHomeFeed getHomeFeed;
  private final ListHomePosts listHomePosts;

  @Inject
  FeedApi(GetHomeFeed getHomeFeed, ListHomePosts listHomePosts) {
    this.getHomeFeed = getHomeFeed;
    this.listHomePosts = listHomePosts;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(FeedServiceGrpc.getServiceDescriptor())
        .async(FeedServiceGrpc.getGetHomeFeedMethod(), getHomeFeed)
        .async(FeedServiceGrpc.getListHomePostsMethod(), listHomePosts)
        .build();
  }
}
