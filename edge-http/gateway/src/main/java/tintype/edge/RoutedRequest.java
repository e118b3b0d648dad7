package tintype.edge;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import java.util.List;

/**
 * A request whose route is known and whose body is not read yet.
 *
 * @param route where it goes
 * @param path values of the template's variables
 * @param query percent-encoded; may be empty
 * @param metadata what goes with the call
 */
record RoutedRequest(Route route, List<RouteTable.Binding> path, String query, Metadata metadata)
    implements Admitted {

  /**
   * The request message with this body.
   *
   * @throws Refusal as {@link RequestBinder#bind} does
   */
  Message bind(byte[] body) {
    return route.binder().bind(path, query, body);
  }
}
