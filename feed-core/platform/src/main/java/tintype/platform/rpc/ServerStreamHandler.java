package tintype.platform.rpc;

/** A verb that answers with a stream. Runs on a virtual thread and may block. */
@FunctionalInterface
public interface ServerStreamHandler<Q, A> {
  void handle(Q request, ResponseStream<A> responses);

  /** Where the answers go. */
  interface ResponseStream<A> {
    /**
     * Sends one message, after waiting until the client has taken the ones before. Throws {@link
     * ApiException} (CALL_CANCELLED) when the client went away.
     */
    void send(A response);
  }
}
