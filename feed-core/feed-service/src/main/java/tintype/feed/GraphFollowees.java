package tintype.feed;

import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.GraphServiceGrpc.GraphServiceBlockingStub;
import tintype.graph.v1.ListFolloweeIdsRequest;
import tintype.platform.server.Peers;

/** Asks graph-service. */
final class GraphFollowees implements FolloweeSource {
  private final GraphServiceBlockingStub graph;
  private final LoadConfig config;

  @Inject
  GraphFollowees(Peers peers, LoadConfig config) {
    this.graph = GraphServiceGrpc.newBlockingStub(peers.channel("graph"));
    this.config = config;
  }

  @Override
  public long[] followees(long reader) {
    return graph
        .withDeadlineAfter(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .listFolloweeIds(ListFolloweeIdsRequest.newBuilder().setAccountId(reader).build())
        .getFolloweeIdsList()
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }
}
