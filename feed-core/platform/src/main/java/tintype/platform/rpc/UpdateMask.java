package tintype.platform.rpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which fields a PATCH changes: those that its mask names; without a mask, those that are present
 * (AIP-134). A field that is named and absent becomes empty.
 */
public final class UpdateMask {
  private static final String FIELD = "update_mask";

  private UpdateMask() {}

  /**
   * The fields that change, by their names in the proto.
   *
   * @param request has a field {@code update_mask}
   * @param changeable fields of the request with presence, or lists; all others cannot be named
   * @throws ApiException INVALID_FIELD if the mask names anything else
   */
  public static Set<String> of(Message request, Set<String> changeable) {
    FieldMask mask = (FieldMask) request.getField(field(request, FIELD));
    Set<String> changed = new HashSet<>(mask.getPathsList());
    if (changed.isEmpty()) {
      changeable.stream()
          .filter(name -> isPresent(request, field(request, name)))
          .forEach(changed::add);
    }
    for (String name : changed) {
      if (!changeable.contains(name)) {
        throw ApiException.invalidField(
            FIELD, name + " (expected: some of " + new TreeSet<>(changeable) + ")");
      }
    }
    return changed;
  }

  /** A list has no presence, so an empty one says nothing unless the mask names it. */
  private static boolean isPresent(Message request, FieldDescriptor field) {
    return field.isRepeated() ? request.getRepeatedFieldCount(field) > 0 : request.hasField(field);
  }

  private static FieldDescriptor field(Message request, String name) {
    return request.getDescriptorForType().findFieldByName(name);
  }
}
