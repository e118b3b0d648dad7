package tintype.platform.rpc;

import io.grpc.Context;
import java.util.List;

/** Calls as they are inside of a service, which must see some writes. */
public final class SeeingCalls {
  private SeeingCalls() {}

  /** A context whose reads must see this write, as if {@code tintype-after} had named it. */
  public static Context mustSee(WritePosition write) {
    return new CallWrites(WritePositions.of(List.of(write))).in(Context.current());
  }
}
