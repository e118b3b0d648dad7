package tintype.graph;

import com.google.inject.Injector;
import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.platform.changelog.DerivedReads;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.server.Api;

/**
 * {@code tintype.graph.v1.GraphService}. What reads the other side of a relation reads what is
 * derived.
 */
final class GraphApi implements Api {
  /** Asked for the handlers by their classes: as parameters they would be a second table. */
  private final Injector handlers;

  private final DerivedReads derived;

  @Inject
  GraphApi(Injector handlers, DerivedReads derived) {
    this.handlers = handlers;
    this.derived = derived;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(GraphServiceGrpc.getServiceDescriptor())
        .unary(GraphServiceGrpc.getFollowMethod(), of(Follow.class))
        .unary(GraphServiceGrpc.getUnfollowMethod(), of(Unfollow.class))
        .unary(GraphServiceGrpc.getRemoveFollowerMethod(), of(RemoveFollower.class))
        .unary(
            GraphServiceGrpc.getListFollowRequestsMethod(),
            derived.blocking(of(ListFollowRequests.class)))
        .unary(GraphServiceGrpc.getAcceptMethod(), of(Accept.class))
        .unary(GraphServiceGrpc.getDeclineMethod(), of(Decline.class))
        .unary(GraphServiceGrpc.getAcceptAllMethod(), of(AcceptAll.class))
        .unary(GraphServiceGrpc.getListFollowersMethod(), derived.blocking(of(ListFollowers.class)))
        .unary(GraphServiceGrpc.getListFollowingMethod(), of(ListFollowing.class))
        .unary(
            GraphServiceGrpc.getListMutualFollowersMethod(),
            derived.blocking(of(ListMutualFollowers.class)))
        .unary(GraphServiceGrpc.getBlockMethod(), of(Block.class))
        .unary(GraphServiceGrpc.getUnblockMethod(), of(Unblock.class))
        .unary(GraphServiceGrpc.getListBlocksMethod(), of(ListBlocks.class))
        .unary(GraphServiceGrpc.getMuteMethod(), of(Mute.class))
        .unary(GraphServiceGrpc.getUnmuteMethod(), of(Unmute.class))
        .unary(GraphServiceGrpc.getListMutesMethod(), of(ListMutes.class))
        .unary(GraphServiceGrpc.getRestrictMethod(), of(Restrict.class))
        .unary(GraphServiceGrpc.getUnrestrictMethod(), of(Unrestrict.class))
        .unary(GraphServiceGrpc.getListRestrictedMethod(), of(ListRestricted.class))
        .unary(GraphServiceGrpc.getAddCloseFriendMethod(), of(AddCloseFriend.class))
        .unary(GraphServiceGrpc.getRemoveCloseFriendMethod(), of(RemoveCloseFriend.class))
        .unary(GraphServiceGrpc.getListCloseFriendsMethod(), of(ListCloseFriends.class))
        .unary(GraphServiceGrpc.getAddFavouriteMethod(), of(AddFavourite.class))
        .unary(GraphServiceGrpc.getRemoveFavouriteMethod(), of(RemoveFavourite.class))
        .unary(GraphServiceGrpc.getListFavouritesMethod(), of(ListFavourites.class))
        .unary(
            GraphServiceGrpc.getBatchGetRelationshipsMethod(),
            derived.blocking(of(BatchGetRelationships.class)))
        .unary(GraphServiceGrpc.getBatchGetRelationFactsMethod(), of(BatchGetRelationFacts.class))
        .unary(
            GraphServiceGrpc.getBatchGetFollowCountsMethod(),
            derived.blocking(of(BatchGetFollowCounts.class)))
        .unary(GraphServiceGrpc.getListFolloweeIdsMethod(), of(ListFolloweeIds.class))
        .build();
  }

  private <H extends UnaryHandler<?, ?>> H of(Class<H> handler) {
    return handlers.getInstance(handler);
  }
}
