package tintype.platform.rpc;

/**
 * A verb: request in, response out. Runs on a virtual thread and may block. It fails with {@link
 * ApiException}; {@link Caller#current()} says who calls.
 */
@FunctionalInterface
public interface UnaryHandler<Q, A> {
  A handle(Q request);
}
