package tintype.platform.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Locale;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;
import tintype.platform.rpc.CallFields;

/**
 * The log of a process: {@code logback.xml}, as the settings {@code log-format} and {@code
 * log-levels} change it. What libraries log by way of java.util.logging goes there too.
 */
public final class Logging {
  /**
   * They write frames as they are, and with them tokens, passwords and addresses: nobody can ask
   * for that.
   */
  private static final Set<String> FRAMES =
      Set.of(
          "io.grpc.netty.NettyServerHandler",
          "io.grpc.netty.NettyClientHandler",
          "io.netty.handler.codec.http2.Http2FrameLogger",
          "io.netty.handler.logging.LoggingHandler");

  private Logging() {}

  /**
   * Logs as the settings say from here on.
   *
   * @param process what runs here, such as {@code graph}
   * @throws ConfigException where a level is none, or would show what is secret
   */
  public static void start(String process, Config settings) {
    LogConfig config = settings.bind("log", LogConfig.defaults());
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    CallFields.process(process);
    LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    if (config.format() == LogFormat.JSON) {
      writeJson(logback);
    }
    FRAMES.forEach(name -> logback.getLogger(name).setLevel(Level.INFO));
    if (!config.levels().isBlank()) {
      for (String one : config.levels().split(",")) {
        setLevel(logback, one.strip());
      }
    }
  }

  private static void writeJson(LoggerContext logback) {
    logback
        .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .iteratorForAppenders()
        .forEachRemaining(
            appender -> {
              if (appender instanceof OutputStreamAppender<ILoggingEvent> out) {
                JsonLines lines = new JsonLines();
                lines.setContext(logback);
                lines.start();
                out.setEncoder(lines);
              }
            });
  }

  private static void setLevel(LoggerContext logback, String setting) {
    int equals = setting.indexOf('=');
    Level level = Level.toLevel(setting.substring(equals + 1).toUpperCase(Locale.ROOT), null);
    if (equals < 1 || level == null) {
      throw new ConfigException(
          "log-levels: " + setting + " (expected: LOGGER=LEVEL, such as tintype=DEBUG)");
    }
    String name = setting.substring(0, equals);
    if (FRAMES.contains(name) && !level.isGreaterOrEqual(Level.INFO)) {
      throw new ConfigException(
          "log-levels: " + setting + " would show passwords and tokens (expected: INFO or above)");
    }
    Logger logger =
        logback.getLogger(name.equals("root") ? org.slf4j.Logger.ROOT_LOGGER_NAME : name);
    logger.setLevel(level);
  }
}
