package tintype.graph;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.platform.changelog.DerivedReads;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/**
 * {@code tintype.graph.v1.GraphService}. What reads the other side of a relation reads what is
 * derived.
 */
final class GraphApi implements Api {
  private final Follow follow;
  private final Unfollow unfollow;
  private final ListFollowers listFollowers;
  private final ListFollowing listFollowing;
  private final BatchGetRelationships batchGetRelationships;
  private final BatchGetRelationFacts batchGetRelationFacts;
  private final BatchGetFollowCounts batchGetFollowCounts;
  private final ListFolloweeIds listFolloweeIds;
  private final DerivedReads derived;

  @Inject
  GraphApi(
      Follow follow,
      Unfollow unfollow,
      ListFollowers listFollowers,
      ListFollowing listFollowing,
      BatchGetRelationships batchGetRelationships,
      BatchGetRelationFacts batchGetRelationFacts,
      BatchGetFollowCounts batchGetFollowCounts,
      ListFolloweeIds listFolloweeIds,
      DerivedReads derived) {
    this.follow = follow;
    this.unfollow = unfollow;
    this.listFollowers = listFollowers;
    this.listFollowing = listFollowing;
    this.batchGetRelationships = batchGetRelationships;
    this.batchGetRelationFacts = batchGetRelationFacts;
    this.batchGetFollowCounts = batchGetFollowCounts;
    this.listFolloweeIds = listFolloweeIds;
    this.derived = derived;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(GraphServiceGrpc.getServiceDescriptor())
        .unary(GraphServiceGrpc.getFollowMethod(), follow)
        .unary(GraphServiceGrpc.getUnfollowMethod(), unfollow)
        .unary(GraphServiceGrpc.getListFollowersMethod(), derived.blocking(listFollowers))
        .unary(GraphServiceGrpc.getListFollowingMethod(), listFollowing)
        .unary(
            GraphServiceGrpc.getBatchGetRelationshipsMethod(),
            derived.blocking(batchGetRelationships))
        .unary(GraphServiceGrpc.getBatchGetRelationFactsMethod(), batchGetRelationFacts)
        .unary(
            GraphServiceGrpc.getBatchGetFollowCountsMethod(),
            derived.blocking(batchGetFollowCounts))
        .unary(GraphServiceGrpc.getListFolloweeIdsMethod(), listFolloweeIds)
        .build();
  }
}
