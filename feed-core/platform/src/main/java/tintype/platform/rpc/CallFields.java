package tintype.platform.rpc;

import io.grpc.Context;
import tintype.platform.trace.ActiveSpan;

/**
 * What each line of the log carries of the call that it was written in, wherever it was written:
 * read from the gRPC context of the thread, so nobody has to hand it on for the log's sake.
 */
public final class CallFields {
  private static final Context.Key<String> SERVICE = Context.key("log-service");
  private static volatile String process = "";

  private CallFields() {}

  /** A context in which lines are a service's: several of them may share a process. */
  public static Context in(Context context, String service) {
    return context.withValue(SERVICE, service);
  }

  /** Named once, when the process begins. */
  public static void process(String name) {
    process = name;
  }

  /** Who writes: the service whose call it is, else the process. */
  public static String service() {
    String service = SERVICE.get();
    return service == null ? process : service;
  }

  /** Empty outside of a request. */
  public static String requestId() {
    return RequestId.current();
  }

  /** Empty where nothing is traced. */
  public static String traceId() {
    return ActiveSpan.traceId();
  }
}
