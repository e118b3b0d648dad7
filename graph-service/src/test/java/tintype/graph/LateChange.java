package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** A change of a row whose transaction has begun, and comes to its end at the end of the block. */
final class LateChange implements AutoCloseable {
  private final CountDownLatch end = new CountDownLatch(1);
  private final CompletableFuture<Relation> change;

  LateChange(GraphBed bed, RelationKey key, UnaryOperator<Relation> step) {
    CountDownLatch begun = new CountDownLatch(1);
    RelationStore relations = bed.instance(RelationStore.class);
    change =
        CompletableFuture.supplyAsync(
            () ->
                relations.change(
                    key,
                    row -> {
                      begun.countDown();
                      await(end);
                      return step.apply(row);
                    }),
            task -> Thread.ofVirtual().start(task));
    await(begun);
  }

  @Override
  public void close() {
    end.countDown();
    assertThat(change.join()).isNotNull();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
