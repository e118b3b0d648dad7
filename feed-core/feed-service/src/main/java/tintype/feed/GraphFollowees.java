package tintype.feed;

import io.grpc.Deadline;
import jakarta.inject.Inject;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.GraphServiceGrpc.GraphServiceBlockingStub;
import tintype.graph.v1.ListFolloweeIdsRequest;
import tintype.platform.server.Peers;

/** Asks graph-service. */
final class GraphFollowees implements FolloweeSource {
  private final GraphServiceBlockingStub graph;

  @Inject
  GraphFollowees(Peers peers) {
    this.graph = GraphServiceGrpc.newBlockingStub(peers.channel("graph"));
  }

  @Override
  public long[] followees(long reader, Deadline end) {
    return graph
        .withDeadline(end)
        .listFolloweeIds(ListFolloweeIdsRequest.newBuilder().setAccountId(reader).build())
        .getFolloweeIdsList()
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }
}
