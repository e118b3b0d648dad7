package tintype.allinone;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.ProtocolMessageEnum;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;

/** Requests by the names of their fields: for tests that make many and do the same with each. */
final class Requests {
  private Requests() {}

  /**
   * A request of a method.
   *
   * @param fields names, each followed by a value: a text, number or message, a value of an enum,
   *     or a list
   */
  static <Q extends Message> Q of(MethodDescriptor<Q, ?> method, Object... fields) {
    Message.Builder request =
        ((PrototypeMarshaller<Q>) method.getRequestMarshaller())
            .getMessagePrototype()
            .newBuilderForType();
    for (int i = 0; i < fields.length; i += 2) {
      FieldDescriptor field = request.getDescriptorForType().findFieldByName((String) fields[i]);
      Object value = fields[i + 1];
      request.setField(
          field, value instanceof ProtocolMessageEnum one ? one.getValueDescriptor() : value);
    }
    @SuppressWarnings("unchecked")
    Q built = (Q) request.build();
    return built;
  }

  /** Calls a method as somebody. */
  static <Q extends Message, A extends Message> A send(
      Person person, MethodDescriptor<Q, A> method, Object... fields) {
    return person.call(method, of(method, fields));
  }
}
