package tintype.platform.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.slf4j.event.KeyValuePair;
import tintype.platform.rpc.CallFields;

/**
 * A line of the log as one JSON object: {@code time} (ISO 8601, UTC), {@code level}, {@code
 * logger}, {@code thread}, {@code service}, within a request {@code request_id} and, where it is
 * traced, {@code trace_id}, then {@code message}, the key-values each as a field, and {@code
 * exception} with its trace.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
  /** Of an exception's trace, in characters; the outermost frames and what follows are cut off. */
  static final int MAX_TRACE = 16_000;

  private static final byte[] NOTHING = {};
  private static final byte[] END = "\n".getBytes(StandardCharsets.UTF_8);
  private static final String SERVICE = "service";
  private static final String REQUEST_ID = "request_id";
  private static final String TRACE_ID = "trace_id";

  /** Names that a key-value of the same name does not take: it gets an underscore behind. */
  private static final Set<String> OWN =
      Set.of("time", "level", "logger", "thread", REQUEST_ID, TRACE_ID, "message", "exception");

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator out = json.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("time", event.getInstant().toString());
      out.writeStringField("level", event.getLevel().toString());
      out.writeStringField("logger", event.getLoggerName());
      out.writeStringField("thread", event.getThreadName());
      List<KeyValuePair> pairs = pairs(event);
      if (pairs.stream().noneMatch(pair -> pair.key.equals(SERVICE))) {
        out.writeStringField(SERVICE, CallFields.service());
      }
      if (!CallFields.requestId().isEmpty()) {
        out.writeStringField(REQUEST_ID, CallFields.requestId());
      }
      if (!CallFields.traceId().isEmpty()) {
        out.writeStringField(TRACE_ID, CallFields.traceId());
      }
      out.writeStringField("message", Secrets.mask(event.getFormattedMessage()));
      for (KeyValuePair pair : pairs) {
        out.writeFieldName(OWN.contains(pair.key) ? pair.key + "_" : pair.key);
        writeValue(out, pair.value);
      }
      if (event.getThrowableProxy() != null) {
        String trace = ThrowableProxyUtil.asString(event.getThrowableProxy());
        out.writeStringField(
            "exception", Secrets.mask(trace.substring(0, Math.min(MAX_TRACE, trace.length()))));
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    line.writeBytes(END);
    return line.toByteArray();
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    return pairs == null ? List.of() : pairs;
  }

  /** Objects by their text: fields of theirs that nobody thought of are not for the log. */
  private static void writeValue(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case Boolean truth -> out.writeBoolean(truth);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      default -> out.writeString(Secrets.mask(String.valueOf(value)));
    }
  }
}
