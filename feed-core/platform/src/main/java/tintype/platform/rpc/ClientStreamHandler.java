package tintype.platform.rpc;

/** A verb that reads a stream and answers once. Runs on a virtual thread and may block. */
@FunctionalInterface
public interface ClientStreamHandler<Q, A> {
  A handle(RequestStream<Q> requests);
}
