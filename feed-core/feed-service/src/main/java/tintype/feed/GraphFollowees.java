package tintype.feed;

import io.grpc.Deadline;
import jakarta.inject.Inject;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.GraphServiceGrpc.GraphServiceBlockingStub;
import tintype.graph.v1.ListFolloweeIdsRequest;
import tintype.graph.v1.ListFolloweeIdsResponse;
import tintype.platform.server.Peers;

/** Asks graph-service. */
final class GraphFollowees implements FolloweeSource {
  private final GraphServiceBlockingStub graph;

  @Inject
  GraphFollowees(Peers peers) {
    this.graph = GraphServiceGrpc.newBlockingStub(peers.channel("graph"));
  }

  @Override
  public Followees followees(long reader, Deadline end) {
    ListFolloweeIdsResponse answer =
        graph
            .withDeadline(end)
            .listFolloweeIds(ListFolloweeIdsRequest.newBuilder().setAccountId(reader).build());
    long[] ids = answer.getFolloweeIdsList().stream().mapToLong(Long::longValue).toArray();
    return Followees.of(ids, answer.getMutedIdsList(), answer.getMuteEndMicrosList());
  }
}
