package tintype.graph;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** {@code tintype.graph.v1.GraphService}. */
final class GraphApi implements Api {
  private final Follow follow;
  private final Unfollow unfollow;
  private final ListFollowers listFollowers;
  private final ListFollowing listFollowing;
  private final BatchGetRelationships batchGetRelationships;
  private final BatchGetRelationFacts batchGetRelationFacts;
  private final BatchGetFollowCounts batchGetFollowCounts;

  @Inject
  GraphApi(
      Follow follow,
      Unfollow unfollow,
      ListFollowers listFollowers,
      ListFollowing listFollowing,
      BatchGetRelationships batchGetRelationships,
      BatchGetRelationFacts batchGetRelationFacts,
      BatchGetFollowCounts batchGetFollowCounts) {
    this.follow = follow;
    this.unfollow = unfollow;
    this.listFollowers = listFollowers;
    this.listFollowing = listFollowing;
    this.batchGetRelationships = batchGetRelationships;
    this.batchGetRelationFacts = batchGetRelationFacts;
    this.batchGetFollowCounts = batchGetFollowCounts;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(GraphServiceGrpc.getServiceDescriptor())
        .unary(GraphServiceGrpc.getFollowMethod(), follow)
        .unary(GraphServiceGrpc.getUnfollowMethod(), unfollow)
        .unary(GraphServiceGrpc.getListFollowersMethod(), listFollowers)
        .unary(GraphServiceGrpc.getListFollowingMethod(), listFollowing)
        .unary(GraphServiceGrpc.getBatchGetRelationshipsMethod(), batchGetRelationships)
        .unary(GraphServiceGrpc.getBatchGetRelationFactsMethod(), batchGetRelationFacts)
        .unary(GraphServiceGrpc.getBatchGetFollowCountsMethod(), batchGetFollowCounts)
        .build();
  }
}
