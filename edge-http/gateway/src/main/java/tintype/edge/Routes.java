package tintype.edge;

import com.google.api.AnnotationsProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tintype.edge.Route.Kind;
import tintype.rpc.v1.Options;

/** Reads the routes of services out of their descriptors. There is no code of any one route. */
final class Routes {
  private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);

  private record Rpc(MethodDescriptor<Message, Message> rpc, Channel channel) {
    com.google.protobuf.Descriptors.MethodDescriptor schema() {
      return ((ProtoMethodDescriptorSupplier) rpc.getSchemaDescriptor()).getMethodDescriptor();
    }

    Message request() {
      return ((PrototypeMarshaller<Message>) rpc.getRequestMarshaller()).getMessagePrototype();
    }

    Message response() {
      return ((PrototypeMarshaller<Message>) rpc.getResponseMarshaller()).getMessagePrototype();
    }
  }

  private final List<Rpc> rpcs = new ArrayList<>();
  private final List<Route> all = new ArrayList<>();
  private final JsonCodec codec;
  private final RouteTable<Route> table;

  /**
   * Reads the routes of some services.
   *
   * @param channels by the full names of the services
   * @throws IllegalArgumentException for a service without a stub, a bad template, a field that is
   *     not there, two routes alike, or streaming that HTTP/1.1 and JSON cannot show
   */
  Routes(Map<String, Channel> channels) {
    channels.forEach(this::addService);
    List<Message> types = new ArrayList<>(ErrorAnswers.DETAILS);
    for (Rpc rpc : rpcs) {
      types.add(rpc.request());
      types.add(rpc.response());
    }
    codec = JsonCodec.of(types);
    RouteTable.Builder<Route> builder = new RouteTable.Builder<>();
    for (Rpc rpc : rpcs) {
      var rule = rpc.schema().getOptions().getExtension(AnnotationsProto.http);
      for (HttpBinding binding : HttpBinding.of(rule)) {
        Route route = route(rpc, binding);
        all.add(route);
        builder.add(binding.method(), binding.template(), route);
      }
    }
    table = builder.build();
  }

  /** Reads and writes the messages of all these services. */
  JsonCodec codec() {
    return codec;
  }

  /** Every route, service by service. */
  List<Route> all() {
    return Collections.unmodifiableList(all);
  }

  RouteTable<Route> table() {
    return table;
  }

  private void addService(String name, Channel channel) {
    ServiceDescriptor service = GeneratedTypes.serviceNamed(name);
    for (MethodDescriptor<?, ?> method : service.getMethods()) {
      @SuppressWarnings("unchecked") // Stubs of protobuf know no other types.
      var typed = (MethodDescriptor<Message, Message>) method;
      Rpc rpc = new Rpc(typed, channel);
      if (rpc.schema().getOptions().hasExtension(AnnotationsProto.http)) {
        rpcs.add(rpc);
      }
    }
  }

  private Route route(Rpc rpc, HttpBinding binding) {
    RequestBinder binder = new RequestBinder(rpc.request(), binding, codec);
    int declared = rpc.schema().getOptions().getExtension(Options.call).getDeadlineMs();
    Kind kind = kind(rpc, binder);
    boolean httpBytes = rpc.schema().getOptions().getExtension(Options.httpBytes);
    if (httpBytes && !(kind == Kind.DOWNLOAD && binding.method().equals("GET"))) {
      throw new IllegalArgumentException(
          rpc.schema().getFullName() + ": http_bytes (expected: on a stream of bytes by GET)");
    }
    return new Route(
        rpc.rpc(),
        rpc.channel(),
        binding,
        kind,
        binder,
        responseField(rpc, binding),
        declared > 0 ? Duration.ofMillis(declared) : DEFAULT_DEADLINE,
        httpBytes);
  }

  private static Kind kind(Rpc rpc, RequestBinder binder) {
    MethodType type = rpc.rpc().getType();
    boolean bytesIn = binder.bodyField() != null && isBytes(binder.bodyField().last());
    boolean bytesOut = Route.isBytes(rpc.response().getDescriptorForType());
    if (type == MethodType.UNARY && !bytesIn) {
      return Kind.MESSAGE;
    } else if (type == MethodType.CLIENT_STREAMING && bytesIn) {
      return Kind.UPLOAD;
    } else if (type == MethodType.SERVER_STREAMING && bytesOut && !bytesIn) {
      return Kind.DOWNLOAD;
    }
    throw new IllegalArgumentException(
        rpc.schema().getFullName()
            + " (expected: one message each way, or a stream of google.api.HttpBody)");
  }

  private static boolean isBytes(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE
        && !field.isRepeated()
        && Route.isBytes(field.getMessageType());
  }

  private static FieldDescriptor responseField(Rpc rpc, HttpBinding binding) {
    if (binding.responseBody().isEmpty()) {
      return null;
    }
    FieldDescriptor field =
        rpc.response().getDescriptorForType().findFieldByName(binding.responseBody());
    if (field == null) {
      throw new IllegalArgumentException(
          rpc.schema().getFullName()
              + ": response_body: "
              + binding.responseBody()
              + " (expected: a field of the answer)");
    }
    return field;
  }
}
