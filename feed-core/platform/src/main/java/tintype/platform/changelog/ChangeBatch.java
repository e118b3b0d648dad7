package tintype.platform.changelog;

import io.grpc.Context;
import java.util.List;

/**
 * Whole transactions in commit order.
 *
 * @param events at least one
 * @param after where to go on once all of them have taken effect
 */
public record ChangeBatch(StreamId stream, List<ChangeEvent> events, Position after) {
  /**
   * A context in which what is logged is the request's that wrote the events, where one wrote them
   * all, as it is unless changes come faster than they are applied. Who looks at each event has
   * {@link ChangeEvent#context}.
   */
  Context context() {
    ChangeEvent first = events.getFirst();
    boolean one = events.stream().allMatch(e -> e.requestId().equals(first.requestId()));
    return one ? first.context() : Context.current();
  }
}
