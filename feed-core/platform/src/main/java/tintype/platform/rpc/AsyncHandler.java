package tintype.platform.rpc;

import java.util.concurrent.CompletionStage;

/**
 * A verb that never blocks: it may run on the transport's own thread. Its stage fails with {@link
 * ApiException}. {@link Caller#current()} holds while {@code handle} runs, not in later stages.
 */
@FunctionalInterface
public interface AsyncHandler<Q, A> {
  CompletionStage<A> handle(Q request);
}
