package tintype.platform.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import tintype.platform.rpc.CallFields;

/** In a plain line, the request that it belongs to; nothing outside of one. */
public final class CallConverter extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    String request = CallFields.requestId();
    if (request.isEmpty()) {
      return "";
    }
    String trace = CallFields.traceId();
    return "request_id=\"" + request + (trace.isEmpty() ? "\"" : "\" trace_id=\"" + trace + "\"");
  }
}
