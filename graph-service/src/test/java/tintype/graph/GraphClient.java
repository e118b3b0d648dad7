package tintype.graph;

import java.util.Arrays;
import java.util.List;
import tintype.graph.v1.AcceptAllRequest;
import tintype.graph.v1.AcceptAllResponse;
import tintype.graph.v1.AcceptRequest;
import tintype.graph.v1.BatchGetFollowCountsRequest;
import tintype.graph.v1.BatchGetRelationFactsRequest;
import tintype.graph.v1.BatchGetRelationshipsRequest;
import tintype.graph.v1.DeclineRequest;
import tintype.graph.v1.FollowCounts;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.GraphServiceGrpc.GraphServiceBlockingStub;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ImportFollowsResponse;
import tintype.graph.v1.ImportServiceGrpc;
import tintype.graph.v1.ListFollowRequestsRequest;
import tintype.graph.v1.ListFollowRequestsRequest.Direction;
import tintype.graph.v1.ListFollowRequestsResponse;
import tintype.graph.v1.ListFolloweeIdsRequest;
import tintype.graph.v1.ListFolloweeIdsResponse;
import tintype.graph.v1.ListFollowersRequest;
import tintype.graph.v1.ListFollowersResponse;
import tintype.graph.v1.ListFollowingRequest;
import tintype.graph.v1.ListFollowingResponse;
import tintype.graph.v1.ListMutualFollowersRequest;
import tintype.graph.v1.ListMutualFollowersResponse;
import tintype.graph.v1.RelationFacts;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.RemoveFollowerRequest;
import tintype.graph.v1.UnfollowRequest;
import tintype.testkit.TestInstallation;

/** The calls of graph-service as tests make them. */
record GraphClient(TestInstallation installation) {
  GraphServiceBlockingStub as(long account) {
    return installation.asAccount(stub(), account);
  }

  GraphServiceBlockingStub stub() {
    return GraphServiceGrpc.newBlockingStub(installation.channel("graph"));
  }

  Relationship follow(long follower, long followee) {
    return as(follower)
        .follow(FollowRequest.newBuilder().setAccountId(Long.toString(followee)).build())
        .getRelationship();
  }

  Relationship unfollow(long follower, long followee) {
    return as(follower)
        .unfollow(UnfollowRequest.newBuilder().setAccountId(Long.toString(followee)).build())
        .getRelationship();
  }

  Relationship block(long blocker, long blocked) {
    return KeptList.BLOCKS.add(this, blocker, Long.toString(blocked));
  }

  Relationship unblock(long blocker, long blocked) {
    return KeptList.BLOCKS.remove(this, blocker, Long.toString(blocked));
  }

  Relationship accept(long caller, long asker) {
    return as(caller)
        .accept(AcceptRequest.newBuilder().setAccountId(Long.toString(asker)).build())
        .getRelationship();
  }

  Relationship decline(long caller, long asker) {
    return as(caller)
        .decline(DeclineRequest.newBuilder().setAccountId(Long.toString(asker)).build())
        .getRelationship();
  }

  Relationship removeFollower(long caller, long follower) {
    return as(caller)
        .removeFollower(
            RemoveFollowerRequest.newBuilder().setAccountId(Long.toString(follower)).build())
        .getRelationship();
  }

  AcceptAllResponse acceptAll(long caller, String token) {
    return as(caller).acceptAll(AcceptAllRequest.newBuilder().setPageToken(token).build());
  }

  ListFollowRequestsResponse requests(long caller, Direction direction, int size, String token) {
    return as(caller)
        .listFollowRequests(
            ListFollowRequestsRequest.newBuilder()
                .setDirection(direction)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  ListFollowersResponse followers(long viewer, String account, int size, String token) {
    return as(viewer)
        .listFollowers(
            ListFollowersRequest.newBuilder()
                .setAccountId(account)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  ListFollowingResponse following(long viewer, String account, int size, String token) {
    return as(viewer)
        .listFollowing(
            ListFollowingRequest.newBuilder()
                .setAccountId(account)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  ListFollowersResponse followersNamed(
      long viewer, String account, String query, int size, String token) {
    return as(viewer)
        .listFollowers(
            ListFollowersRequest.newBuilder()
                .setAccountId(account)
                .setQuery(query)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  ListMutualFollowersResponse mutualFollowers(long viewer, String account, int size, String token) {
    return as(viewer)
        .listMutualFollowers(
            ListMutualFollowersRequest.newBuilder()
                .setAccountId(account)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  List<Relationship> relationships(long viewer, String... accounts) {
    return as(viewer)
        .batchGetRelationships(
            BatchGetRelationshipsRequest.newBuilder()
                .addAllAccountIds(Arrays.asList(accounts))
                .build())
        .getRelationshipsList();
  }

  List<RelationFacts> facts(long viewer, Long... authors) {
    return installation
        .asService(stub(), "media")
        .batchGetRelationFacts(
            BatchGetRelationFactsRequest.newBuilder()
                .setViewerId(viewer)
                .addAllAuthorIds(Arrays.asList(authors))
                .build())
        .getFactsList();
  }

  List<Long> followeeIds(long account) {
    return followees(account).getFolloweeIdsList();
  }

  ListFolloweeIdsResponse followees(long account) {
    return installation
        .asService(stub(), "feed")
        .listFolloweeIds(ListFolloweeIdsRequest.newBuilder().setAccountId(account).build());
  }

  List<FollowCounts> counts(Long... accounts) {
    return installation
        .asService(stub(), "account")
        .batchGetFollowCounts(
            BatchGetFollowCountsRequest.newBuilder()
                .addAllAccountIds(Arrays.asList(accounts))
                .build())
        .getCountsList();
  }

  ImportFollowsResponse importFollows(ImportFollowsRequest request) {
    return installation
        .asService(ImportServiceGrpc.newBlockingStub(installation.channel("graph")), "tools")
        .importFollows(request);
  }
}
