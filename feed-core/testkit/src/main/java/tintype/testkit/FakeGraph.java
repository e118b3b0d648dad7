package tintype.testkit;

import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import tintype.graph.v1.BatchGetFollowCountsRequest;
import tintype.graph.v1.BatchGetFollowCountsResponse;
import tintype.graph.v1.BatchGetRelationFactsRequest;
import tintype.graph.v1.BatchGetRelationFactsResponse;
import tintype.graph.v1.FollowCounts;
import tintype.graph.v1.GraphServiceGrpc.GraphServiceImplBase;
import tintype.graph.v1.RelationFacts;

/** Stands in for graph-service: relations whose facts a test sets. */
public final class FakeGraph extends GraphServiceImplBase {
  private record Pair(long viewer, long author) {}

  private final Map<Pair, RelationFacts> relations = new ConcurrentHashMap<>();
  private final Map<Long, FollowCounts> counts = new ConcurrentHashMap<>();

  public void follow(long viewer, long author) {
    set(viewer, author, facts -> facts.setFollowing(true));
  }

  /** Sets both sides of the block. */
  public void block(long blocker, long blocked) {
    set(blocker, blocked, facts -> facts.setBlocking(true));
    set(blocked, blocker, facts -> facts.setBlockedBy(true));
  }

  /** Takes both sides back. */
  public void unblock(long blocker, long blocked) {
    set(blocker, blocked, facts -> facts.setBlocking(false));
    set(blocked, blocker, facts -> facts.setBlockedBy(false));
  }

  /** Puts the viewer on the author's list of close friends. */
  public void addCloseFriend(long author, long viewer) {
    set(viewer, author, facts -> facts.setCloseFriend(true));
  }

  public void restrict(long account, long restricted) {
    set(account, restricted, facts -> facts.setRestricting(true));
  }

  public void setCounts(long account, int followers, int following) {
    counts.put(
        account,
        FollowCounts.newBuilder()
            .setAccountId(account)
            .setFollowers(followers)
            .setFollowing(following)
            .build());
  }

  @Override
  public void batchGetRelationFacts(
      BatchGetRelationFactsRequest request,
      StreamObserver<BatchGetRelationFactsResponse> observer) {
    var response = BatchGetRelationFactsResponse.newBuilder();
    for (long author : request.getAuthorIdsList()) {
      Pair pair = new Pair(request.getViewerId(), author);
      RelationFacts none = RelationFacts.newBuilder().setAuthorId(author).build();
      response.addFacts(relations.getOrDefault(pair, none));
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  @Override
  public void batchGetFollowCounts(
      BatchGetFollowCountsRequest request, StreamObserver<BatchGetFollowCountsResponse> observer) {
    var response = BatchGetFollowCountsResponse.newBuilder();
    for (long account : request.getAccountIdsList()) {
      FollowCounts none = FollowCounts.newBuilder().setAccountId(account).build();
      response.addCounts(counts.getOrDefault(account, none));
    }
    observer.onNext(response.build());
    observer.onCompleted();
  }

  private void set(long viewer, long author, Consumer<RelationFacts.Builder> change) {
    relations.compute(
        new Pair(viewer, author),
        (pair, facts) -> {
          RelationFacts.Builder changed =
              facts == null ? RelationFacts.newBuilder().setAuthorId(author) : facts.toBuilder();
          change.accept(changed);
          return changed.build();
        });
  }
}
