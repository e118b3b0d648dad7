package tintype.platform.rpc;

import java.util.Optional;

/** What a client streams up, one message at a time; the next is asked for when it is read. */
public interface RequestStream<Q> {
  /**
   * Waits for the next message; empty once the client has finished. Throws {@link ApiException}
   * (CALL_CANCELLED) when the client went away before that.
   */
  Optional<Q> next();
}
