package tintype.platform.server;

import io.grpc.ServerServiceDefinition;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.rpc.UnaryHandler;

/** A service in the feed's place whose verbs do what a test asks of them. */
final class ProbeService extends ServiceModule implements Api {
  private final UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> ids;
  private final UnaryHandler<ListHomePostsRequest, ListHomePostsResponse> posts;

  /** The contract gives {@code ids} one second and {@code posts} five. */
  ProbeService(
      Installation installation,
      UnaryHandler<GetHomeFeedRequest, GetHomeFeedResponse> ids,
      UnaryHandler<ListHomePostsRequest, ListHomePostsResponse> posts) {
    super("feed", installation);
    this.ids = ids;
    this.posts = posts;
  }

  @Override
  protected void bindings() {
    apis().addBinding().toInstance(this);
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(FeedServiceGrpc.getServiceDescriptor())
        .unary(FeedServiceGrpc.getGetHomeFeedMethod(), ids)
        .unary(FeedServiceGrpc.getListHomePostsMethod(), posts)
        .build();
  }
}
