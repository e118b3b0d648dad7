package tintype.allinone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;
import tintype.platform.config.Config;
import tintype.platform.log.JsonLines;
import tintype.platform.log.Logging;

/** Everything that this process logs while it is open, of all loggers and at all levels. */
final class CapturedLog implements AutoCloseable {
  /**
   * A line.
   *
   * @param raw all that it says, before anything is masked
   * @param json as the JSON format writes it
   */
  record Line(String raw, JsonObject json) {
    String field(String name) {
      return json.has(name) ? json.get(name).getAsString() : "";
    }
  }

  private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
  private final JsonLines format = new JsonLines();
  private final Logger root;
  private final Level level;
  private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
  private final Capture capture = new Capture();
  private final java.util.logging.Logger julRoot = java.util.logging.Logger.getLogger("");
  private final java.util.logging.Level julLevel = julRoot.getLevel();

  private CapturedLog() {
    LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = logback.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    level = root.getLevel();
    root.iteratorForAppenders().forEachRemaining(silenced::add);
    silenced.forEach(root::detachAppender);
    capture.setContext(logback);
    capture.start();
    root.addAppender(capture);
    julRoot.setLevel(java.util.logging.Level.ALL);
    // As a person asks for it who wants to see all.
    Logging.start("test", Config.of(Map.of("log-levels", "root=TRACE")));
  }

  static CapturedLog open() {
    return new CapturedLog();
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    root.detachAppender(capture);
    silenced.forEach(root::addAppender);
    root.setLevel(level);
    julRoot.setLevel(julLevel);
  }

  private final class Capture extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      StringBuilder raw = new StringBuilder(event.getFormattedMessage());
      if (event.getKeyValuePairs() != null) {
        event.getKeyValuePairs().forEach(pair -> raw.append(' ').append(pair));
      }
      if (event.getThrowableProxy() != null) {
        raw.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
      String json = new String(format.encode(event), StandardCharsets.UTF_8);
      lines.add(new Line(raw.toString(), JsonParser.parseString(json).getAsJsonObject()));
    }
  }
}
