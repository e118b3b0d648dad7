package tintype.feed;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import tintype.graph.v1.GraphServiceGrpc.GraphServiceImplBase;
import tintype.graph.v1.ListFolloweeIdsRequest;
import tintype.graph.v1.ListFolloweeIdsResponse;

/** Stands in for graph-service: follows and mutes of a world, answered when a test lets it. */
final class FakeFollowees extends GraphServiceImplBase {
  private static final int OPEN = 1 << 20;

  final AtomicInteger asked = new AtomicInteger();
  volatile boolean down;

  private final Semaphore before = new Semaphore(OPEN);
  private final Semaphore after = new Semaphore(OPEN);
  private final World world;

  FakeFollowees(World world) {
    this.world = world;
  }

  /** Holds calls before they look at the table. */
  void holdQuestions() {
    before.drainPermits();
  }

  /** Holds answers that have been read from the table already. */
  void holdAnswers() {
    after.drainPermits();
  }

  void release() {
    before.release(OPEN);
    after.release(OPEN);
  }

  @Override
  public void listFolloweeIds(
      ListFolloweeIdsRequest request, StreamObserver<ListFolloweeIdsResponse> observer) {
    asked.incrementAndGet();
    before.acquireUninterruptibly();
    ListFolloweeIdsResponse answer = answer(request.getAccountId());
    after.acquireUninterruptibly();
    if (down) {
      observer.onError(Status.UNAVAILABLE.asRuntimeException());
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  private ListFolloweeIdsResponse answer(long reader) {
    var answer = ListFolloweeIdsResponse.newBuilder();
    for (long followee : Set.copyOf(world.followees(reader))) {
      long until = world.mutedUntil(reader, followee);
      answer.addFolloweeIds(followee);
      if (until > 0) {
        answer.addMutedIds(followee).addMuteEndMicros(World.endMicros(until));
      }
    }
    return answer.build();
  }
}
