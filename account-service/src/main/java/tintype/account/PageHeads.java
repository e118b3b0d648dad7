package tintype.account;

import com.google.common.util.concurrent.ListenableFuture;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import tintype.account.v1.Account;
import tintype.graph.v1.BatchGetFollowCountsRequest;
import tintype.graph.v1.BatchGetFollowCountsResponse;
import tintype.graph.v1.BatchGetRelationFactsRequest;
import tintype.graph.v1.BatchGetRelationFactsResponse;
import tintype.graph.v1.FollowCounts;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.RelationFacts;
import tintype.media.v1.BatchGetPostCountsRequest;
import tintype.media.v1.BatchGetPostCountsResponse;
import tintype.media.v1.PostServiceGrpc;
import tintype.platform.server.Peers;
import tintype.platform.visibility.ViewerFacts;
import tintype.platform.visibility.Visibility;

/**
 * Page heads with their counts, as a viewer may see them. What is asked of the other services does
 * not depend on which accounts there are, so that absent and hidden ones take the same time.
 */
final class PageHeads {
  private final AccountStore accounts;
  private final GraphServiceGrpc.GraphServiceFutureStub graph;
  private final PostServiceGrpc.PostServiceFutureStub posts;

  @Inject
  PageHeads(AccountStore accounts, Peers peers) {
    this.accounts = accounts;
    graph = GraphServiceGrpc.newFutureStub(peers.channel("graph"));
    posts = PostServiceGrpc.newFutureStub(peers.channel("media"));
  }

  /** One account. Fails with ACCOUNT_NOT_FOUND where the viewer may not see it or it never was. */
  Account require(Optional<Long> viewer, long accountId) {
    Account account = of(viewer, List.of(accountId)).get(accountId);
    if (account == null) {
      throw Refusals.accountNotFound();
    }
    return account;
  }

  /** By id, those of the accounts (1,000 at most) that the viewer may see. */
  Map<Long, Account> of(Optional<Long> viewer, Collection<Long> accountIds) {
    List<Long> ids = accountIds.stream().distinct().toList();
    var follows = followCounts(ids);
    var published = postCounts(ids);
    var relations = viewer.map(v -> relations(v, ids));
    Map<Long, Profile> profiles = accounts.findAll(ids);

    Map<Long, RelationFacts> facts = new HashMap<>();
    relations.ifPresent(
        answer -> await(answer).getFactsList().forEach(f -> facts.put(f.getAuthorId(), f)));
    List<FollowCounts> followCounts = await(follows).getCountsList();
    List<Integer> postCounts = await(published).getPostsList();

    Map<Long, Account> heads = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      Profile profile = profiles.get(ids.get(i));
      if (profile != null && canView(viewer, profile, facts)) {
        heads.put(ids.get(i), profile.account(counts(postCounts.get(i), followCounts.get(i))));
      }
    }
    return heads;
  }

  private ListenableFuture<BatchGetFollowCountsResponse> followCounts(List<Long> ids) {
    return graph.batchGetFollowCounts(
        BatchGetFollowCountsRequest.newBuilder().addAllAccountIds(ids).build());
  }

  private ListenableFuture<BatchGetPostCountsResponse> postCounts(List<Long> ids) {
    return posts.batchGetPostCounts(
        BatchGetPostCountsRequest.newBuilder().addAllAccountIds(ids).build());
  }

  private ListenableFuture<BatchGetRelationFactsResponse> relations(long viewer, List<Long> ids) {
    return graph.batchGetRelationFacts(
        BatchGetRelationFactsRequest.newBuilder().setViewerId(viewer).addAllAuthorIds(ids).build());
  }

  private static boolean canView(
      Optional<Long> viewer, Profile profile, Map<Long, RelationFacts> facts) {
    RelationFacts relation =
        facts.getOrDefault(profile.accountId(), RelationFacts.getDefaultInstance());
    return Visibility.canViewAccount(
        new ViewerFacts(
            viewer.isPresent() && viewer.get() == profile.accountId(),
            true,
            profile.state().hidden(),
            profile.isPrivate(),
            relation.getFollowing(),
            relation.getBlocking(),
            relation.getBlockedBy(),
            relation.getCloseFriend()));
  }

  private static Account.Counts counts(int posts, FollowCounts follows) {
    return Account.Counts.newBuilder()
        .setPosts(posts)
        .setFollowers(follows.getFollowers())
        .setFollowing(follows.getFollowing())
        .build();
  }

  private static <A> A await(Future<A> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while composing page heads", e);
    }
  }
}
