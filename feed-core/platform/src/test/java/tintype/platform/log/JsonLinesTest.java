package tintype.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.grpc.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tintype.platform.rpc.CallFields;
import tintype.platform.rpc.RequestId;

/** Lines are read by machines: each is one object with the fields that were promised. */
class JsonLinesTest {
  private final JsonLines lines = new JsonLines();

  @Test
  void aLineHasTheFieldsThatEveryLineHas() {
    LoggingEvent event = event("no \"luck\"\nat all", null);
    event.setInstant(Instant.parse("2026-11-21T10:15:30.123456Z"));

    JsonObject line = parse(event);

    assertThat(line.get("time").getAsString()).isEqualTo("2026-11-21T10:15:30.123456Z");
    assertThat(line.get("level").getAsString()).isEqualTo("WARN");
    assertThat(line.get("logger").getAsString()).isEqualTo("tintype.test");
    assertThat(line.get("thread").getAsString()).isEqualTo(Thread.currentThread().getName());
    assertThat(line.get("message").getAsString()).isEqualTo("no \"luck\"\nat all");
    assertThat(line.has("request_id")).isFalse();
    assertThat(line.has("exception")).isFalse();
  }

  @Test
  void keyValuesAreFieldsAndNumbersStayNumbers() {
    LoggingEvent event = event("done", null);
    event.addKeyValuePair(new KeyValuePair("rows", 3L));
    event.addKeyValuePair(new KeyValuePair("whole", true));
    event.addKeyValuePair(new KeyValuePair("status", io.grpc.Status.Code.UNAVAILABLE));
    event.addKeyValuePair(new KeyValuePair("nothing", null));
    event.addKeyValuePair(new KeyValuePair("level", "of the sea"));

    JsonObject line = parse(event);

    assertThat(line.get("rows").getAsJsonPrimitive().isNumber()).isTrue();
    assertThat(line.get("whole").getAsBoolean()).isTrue();
    assertThat(line.get("status").getAsString()).isEqualTo("UNAVAILABLE");
    assertThat(line.get("nothing").isJsonNull()).isTrue();
    assertThat(line.get("level").getAsString()).isEqualTo("WARN");
    assertThat(line.get("level_").getAsString()).isEqualTo("of the sea");
  }

  @Test
  void aLineWithinARequestHasItsIdAndItsService() throws Exception {
    Context call = CallFields.in(RequestId.in(Context.ROOT, "abc"), "graph");

    JsonObject line = call.call(() -> parse(event("in a call", null)));

    assertThat(line.get("request_id").getAsString()).isEqualTo("abc");
    assertThat(line.get("service").getAsString()).isEqualTo("graph");
  }

  @Test
  void anExceptionComesWithItsCauseAndIsBounded() {
    Exception failure = new IllegalStateException("outer", new RuntimeException("inner"));

    String trace = parse(event("failed", failure)).get("exception").getAsString();

    assertThat(trace).contains("IllegalStateException: outer", "RuntimeException: inner");
    Exception large = new IllegalStateException("x ".repeat(20_000));
    assertThat(parse(event("failed", large)).get("exception").getAsString())
        .hasSize(JsonLines.MAX_TRACE);
  }

  @Test
  void whatALibraryQuotesIsMasked() {
    LoggingEvent event = event("Bearer abc.def was refused", failure());
    event.addKeyValuePair(new KeyValuePair("status", "ana@example.com is taken"));

    String line = new String(lines.encode(event), StandardCharsets.UTF_8);

    assertThat(line).contains("Bearer *** was refused", "Duplicate entry '***' for key");
    assertThat(line).doesNotContain("ana@", "abc.def", "eyJ");
  }

  @Test
  void aLineWithoutAMessageIsALineAllTheSame() {
    JsonObject line = parse(event(null, new IllegalStateException()));

    assertThat(line.get("message").getAsString()).isEmpty();
    assertThat(line.get("exception").getAsString()).contains("IllegalStateException");
  }

  private static Exception failure() {
    return new IllegalStateException(
        "Duplicate entry 'ana@example.com' for key 'email'; eyJhbGciOiJFZDI1NTE5In0.eyJhIjoxfQ.c2ln");
  }

  private JsonObject parse(LoggingEvent event) {
    String line = new String(lines.encode(event), StandardCharsets.UTF_8);
    assertThat(line).endsWith("\n").hasLineCount(1);
    return JsonParser.parseString(line).getAsJsonObject();
  }

  private static LoggingEvent event(String message, Throwable failure) {
    LoggerContext context = new LoggerContext();
    return new LoggingEvent(
        "", context.getLogger("tintype.test"), Level.WARN, message, failure, null);
  }
}
