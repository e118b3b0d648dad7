package tintype.platform.rpc;

import io.grpc.Context;
import io.grpc.Metadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one call has to do with writes: those that it must see ({@code tintype-after} as it came),
 * and those that were made for it, here or by a service that it called. Safe for any number of
 * threads.
 */
public final class CallWrites {
  public static final Metadata.Key<String> METADATA =
      Metadata.Key.of("tintype-after", Metadata.ASCII_STRING_MARSHALLER);

  private static final Logger log = LoggerFactory.getLogger(CallWrites.class);
  private static final Context.Key<CallWrites> KEY = Context.key("writes");

  private final WritePositions after;
  private WritePositions made = WritePositions.NONE;

  CallWrites(WritePositions after) {
    this.after = after;
  }

  /** Notes that a transaction was committed for the current call, if there is one. */
  public static void note(WritePosition position) {
    CallWrites call = KEY.get();
    if (call != null) {
      call.add(WritePositions.NONE.with(position));
    }
  }

  /** What the current call must see. */
  public static WritePositions after() {
    CallWrites call = KEY.get();
    return call == null ? WritePositions.NONE : call.after;
  }

  /** What the reads of the current call must see: also what it has written itself so far. */
  public static WritePositions mustSee() {
    CallWrites call = KEY.get();
    return call == null ? WritePositions.NONE : call.onward();
  }

  /**
   * Null where nothing is kept: outside of calls, and in reads that must see nothing particular.
   */
  static CallWrites current() {
    return KEY.get();
  }

  Context in(Context context) {
    return context.withValue(KEY, this);
  }

  synchronized WritePositions made() {
    return made;
  }

  /** What a service that is called now must see: also what this call has written so far. */
  WritePositions onward() {
    return after.with(made());
  }

  synchronized void add(WritePositions more) {
    made = made.with(more);
  }

  /** Adds what another service tells of its writes; what is no such thing adds nothing. */
  void take(Metadata told) {
    try {
      add(in(told));
    } catch (IllegalArgumentException e) {
      log.atWarn().setCause(e).log("a service told of writes in words unknown here");
    }
  }

  /**
   * The positions that metadata carries.
   *
   * @throws IllegalArgumentException as {@link WritePositions#parse}
   */
  static WritePositions in(Metadata metadata) {
    Iterable<String> values = metadata.getAll(METADATA);
    return values == null ? WritePositions.NONE : WritePositions.parse(String.join(",", values));
  }
}
