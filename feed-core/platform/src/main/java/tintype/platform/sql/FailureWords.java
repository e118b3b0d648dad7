package tintype.platform.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tintype.platform.sql.SqlFailure.Reason;

/**
 * What Vitess says in words where its codes say nothing: Connector/J gets 1105 or 1317 for almost
 * everything, and Vitess's own driver no code at all. Seen on Vitess 24.0.2, by Connector/J 9.7 on
 * vtgate's MySQL port (M) and by vitess-jdbc 16 on its gRPC port (G), each behind {@code target:
 * graph.80-.primary:}:
 *
 * <ul>
 *   <li>a primary was killed, M 1105: {@code primary is not serving, there may be a reparent
 *       operation in progress}; G: the same with {@code code: CLUSTER_EVENT} at its end
 *   <li>a pool of vttablet is full, M 1203: {@code vttablet: rpc error: code = ResourceExhausted
 *       desc = transaction pool connection limit exceeded}; G: {@code code: RESOURCE_EXHAUSTED}
 *   <li>a transaction took more than vttablet's limit, M 1317: {@code vttablet: rpc error: code =
 *       Aborted desc = transaction 17: ended at 2026-11-21 19:19:28 UTC (exceeded timeout: 20s)},
 *       upon a statement as upon COMMIT; G: {@code code: ABORTED}
 *   <li>a statement took too long, M 1317: {@code code = DeadlineExceeded desc = context deadline
 *       exceeded}, or 3024; G: {@code code: DEADLINE_EXCEEDED}
 *   <li>vtgate is away, G: {@code io.grpc.StatusRuntimeException: UNAVAILABLE: io exception}
 *   <li>a transaction of two shards, M 1317: {@code multi-db transaction attempted: [...]}; G:
 *       {@code code: ABORTED}. That is a mistake of ours, the next time too.
 * </ul>
 */
final class FailureWords {
  /** What words say of a statement's effect. */
  enum Effect {
    /** Nothing was carried out. */
    REFUSED,
    /** The transaction was rolled back, whatever was asked of it last. */
    ROLLED_BACK,
    /** It may have been carried out. */
    UNKNOWN,
    /** It cannot be carried out, now or later. */
    MISTAKE
  }

  /** What words say. */
  record Meaning(Effect effect, Reason reason) {}

  private record Phrase(Pattern pattern, Meaning meaning) {
    Phrase(String regex, Effect effect, Reason reason) {
      this(Pattern.compile(regex), new Meaning(effect, reason));
    }
  }

  private static final String CROSSING = "multi-db transaction attempted";

  /** The first that is found decides; they come before the status. */
  private static final List<Phrase> PHRASES =
      List.of(
          new Phrase(CROSSING, Effect.MISTAKE, Reason.OTHER),
          new Phrase("message larger than max|row count exceeded", Effect.MISTAKE, Reason.OTHER),
          // "ended ... (transaction committed)" would be another matter.
          new Phrase(
              "transaction \\d+: (?:ended at [^(]*\\((?!transaction committed)|not found"
                  + "|in use: for tx killer rollback)",
              Effect.ROLLED_BACK,
              Reason.TIMEOUT),
          new Phrase(
              "primary is not serving|being resharded|no healthy tablet|inconsistent state detected"
                  + "|buffer is full|buffer full|upstream shards are not available"
                  + "|operation not allowed in state|tx engine can't accept"
                  + "|(?:wrong|invalid) tablet type|disallowed due to rule|enforce denied tables"
                  + "|destination shard is missing|before failover finished|failover in progress"
                  + "|VT1400[2-5]|running with the --(?:super-)?read-only",
              Effect.REFUSED,
              Reason.FAILOVER),
          new Phrase("[Cc]onnection refused", Effect.REFUSED, Reason.CONNECTION),
          new Phrase(
              "VT15001|Connection Closed|connection reset|broken pipe|transport is closing"
                  + "|error reading from server|desc = EOF|unexpected EOF",
              Effect.UNKNOWN,
              Reason.CONNECTION));

  /** As vitess-jdbc tells it: that of vtgate's answer, or that of the call itself. */
  private static final Pattern STATUS_OF_ANSWER = Pattern.compile("\\bcode: ([A-Z_]+)\\s*$");

  private static final Pattern STATUS_OF_CALL =
      Pattern.compile("StatusRuntimeException: ([A-Z_]+)\\b");

  /** As vtgate passes on vttablet's. */
  private static final Pattern STATUS_OF_TABLET = Pattern.compile("rpc error: code = ([A-Za-z]+)");

  /** From here on Vitess repeats the statement with its values. */
  private static final Pattern STATEMENT =
      Pattern.compile("(?: \\(CallerID: [^)]*\\))?: Sql: .*", Pattern.DOTALL);

  private FailureWords() {}

  static Optional<Meaning> meaning(@Nullable String message) {
    if (message == null) {
      return Optional.empty();
    }
    String status = status(message);
    String words = discreet(message);
    return PHRASES.stream()
        .filter(phrase -> phrase.pattern().matcher(words).find())
        .findFirst()
        .map(Phrase::meaning)
        .or(() -> ofStatus(status));
  }

  /** Whether a transaction was refused because it had rows of several shards. */
  static boolean crossesShards(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof OutcomeUnknownException) {
        return false;
      } else if (message != null && discreet(message).contains(CROSSING)) {
        return true;
      }
    }
    return false;
  }

  /** The message without the statement and its values, which are people's. */
  static String discreet(String message) {
    return STATEMENT.matcher(message).replaceFirst("");
  }

  private static Optional<Meaning> ofStatus(String status) {
    return Optional.ofNullable(
        switch (status) {
          case "CLUSTER_EVENT" -> new Meaning(Effect.REFUSED, Reason.FAILOVER);
          case "RESOURCE_EXHAUSTED" -> new Meaning(Effect.REFUSED, Reason.FULL);
          case "UNAVAILABLE", "ABORTED" -> new Meaning(Effect.UNKNOWN, Reason.CONNECTION);
          case "DEADLINE_EXCEEDED", "CANCELED", "CANCELLED" ->
              new Meaning(Effect.UNKNOWN, Reason.TIMEOUT);
          default -> null;
        });
  }

  /** In gRPC's spelling, such as RESOURCE_EXHAUSTED; empty where there is none. */
  private static String status(String message) {
    for (Pattern pattern : List.of(STATUS_OF_CALL, STATUS_OF_ANSWER, STATUS_OF_TABLET)) {
      Matcher matcher = pattern.matcher(message);
      if (matcher.find()) {
        return matcher.group(1).replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
      }
    }
    return "";
  }
}
