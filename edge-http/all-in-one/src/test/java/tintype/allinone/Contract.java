package tintype.allinone;

import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every RPC of the contract, so that none can be forgotten. */
final class Contract {
  private Contract() {}

  /** In the order of their full names. */
  static List<MethodDescriptor<?, ?>> methods() throws IOException {
    List<MethodDescriptor<?, ?>> methods = new ArrayList<>();
    tintype.edge.Contract.services().forEach(service -> methods.addAll(service.getMethods()));
    methods.sort(Comparator.comparing(MethodDescriptor::getFullMethodName));
    return methods;
  }
}
