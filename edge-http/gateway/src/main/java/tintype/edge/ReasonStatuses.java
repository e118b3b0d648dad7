package tintype.edge;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.rpc.ErrorInfo;
import io.grpc.Status.Code;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import tintype.rpc.v1.ErrorReason;
import tintype.rpc.v1.Options;

/**
 * The HTTP status of an error: what its reason declares in the proto, else what its gRPC code means
 * (google/rpc/code.proto).
 */
final class ReasonStatuses {
  private final Map<String, EnumDescriptor> reasons = new HashMap<>();

  /**
   * @param packages proto packages such as {@code tintype.media.v1}, whose {@code ErrorReason},
   *     where they have one, holds the reasons of the domain {@code media.tintype}
   */
  ReasonStatuses(Collection<String> packages) {
    for (String name : packages) {
      String[] parts = name.split("\\.");
      EnumDescriptor descriptor = GeneratedTypes.enumNamed(name + ".ErrorReason");
      if (descriptor != null && parts.length > 1) {
        reasons.put(parts[1] + "." + parts[0], descriptor);
      }
    }
  }

  /** The HTTP status; {@code info} may be null. */
  int httpStatus(Code code, ErrorInfo info) {
    if (info != null) {
      EnumDescriptor own = reasons.get(info.getDomain());
      EnumValueDescriptor value = own == null ? null : own.findValueByName(info.getReason());
      if (value == null) {
        value = ErrorReason.getDescriptor().findValueByName(info.getReason());
      }
      if (value != null) {
        int declared = value.getOptions().getExtension(Options.reason).getHttpStatus();
        if (declared >= 400 && declared <= 599) {
          return declared;
        }
      }
    }
    return httpStatus(code);
  }

  static int httpStatus(Code code) {
    return switch (code) {
      case OK -> 200;
      case CANCELLED -> 499;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED -> 403;
      case NOT_FOUND -> 404;
      case ALREADY_EXISTS, ABORTED -> 409;
      case RESOURCE_EXHAUSTED -> 429;
      case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
      case UNIMPLEMENTED -> 501;
      case UNAVAILABLE -> 503;
      case DEADLINE_EXCEEDED -> 504;
    };
  }
}
