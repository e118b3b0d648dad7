package tintype.edge;

import com.google.protobuf.Descriptors.EnumDescriptor;
import io.grpc.ServiceDescriptor;

/**
 * Finds generated code by proto names: every file of ours has its proto package as its Java
 * package.
 */
final class GeneratedTypes {
  private GeneratedTypes() {}

  /**
   * The descriptor of a service.
   *
   * @throws IllegalArgumentException if no stub of that name is on the class path
   */
  static ServiceDescriptor serviceNamed(String name) {
    Object found = callStatic(name + "Grpc", "getServiceDescriptor");
    if (found == null) {
      throw new IllegalArgumentException(
          "service: " + name + " (expected: a full name whose stub is on the class path)");
    }
    return (ServiceDescriptor) found;
  }

  /** The descriptor of an enum, or null where there is none. */
  static EnumDescriptor enumNamed(String name) {
    return (EnumDescriptor) callStatic(name, "getDescriptor");
  }

  private static Object callStatic(String className, String method) {
    try {
      return Class.forName(className).getMethod(method).invoke(null);
    } catch (ClassNotFoundException e) {
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className + "." + method, e);
    }
  }
}
