package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.exceptions.CommunicationsException;
import java.io.EOFException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.platform.sql.SqlFailure.Kind;
import tintype.platform.sql.SqlFailure.Phase;
import tintype.platform.sql.SqlFailure.Reason;

/**
 * What arrived for which failure: the words are those that MySQL 9.7, MariaDB 12 and Vitess 24.0.2
 * said by Connector/J 9.7 and by vitess-jdbc 16.
 */
final class SqlFailuresTest {
  private static final String AT = "target: graph.80-.primary: vttablet: ";
  private static final String WHO = " (CallerID: userData1)";

  /** The failure, what it means, what from, and what it means of a COMMIT. */
  static Stream<Arguments> seen() {
    return Stream.concat(Stream.concat(plain(), byConnectorJ()), byVitessJdbc());
  }

  private static Stream<Arguments> plain() {
    return Stream.of(
        row(
            new SQLIntegrityConstraintViolationException(
                "Duplicate entry '1-a' for key 'request.PRIMARY'", "23000", 1062),
            Kind.DUPLICATE,
            Reason.OTHER,
            Kind.DUPLICATE),
        row(
            new SQLException("Deadlock found when trying to get lock", "40001", 1213),
            Kind.CONFLICT,
            Reason.DEADLOCK,
            Kind.CONFLICT),
        row(
            new SQLException("Lock wait timeout exceeded", "HY000", 1205),
            Kind.CONFLICT,
            Reason.LOCK_WAIT,
            Kind.CONFLICT),
        row(new SQLException("Too many connections", "08004", 1040), Reason.FULL),
        row(
            new SQLException(
                "The MySQL server is running with the --super-read-only option so it cannot"
                    + " execute this statement",
                "HY000",
                1290),
            Reason.FAILOVER),
        row(new SQLException("Query execution was interrupted", "70100", 1317), Reason.TIMEOUT),
        row(new SQLException("Connection was killed", "70100", 1927), Reason.CONNECTION),
        row(
            new CommunicationsException("Communications link failure", new EOFException()),
            Reason.CONNECTION),
        row(
            new SQLNonTransientConnectionException(
                "No operations allowed after connection closed.", "08003"),
            Reason.CONNECTION),
        row(
            new SQLTransientConnectionException(
                "graph - Connection is not available, request timed out after 2000ms."),
            Reason.POOL),
        row(
            new SQLTransientConnectionException(
                "graph - Connection is not available, request timed out after 2000ms.",
                new SQLException("Communications link failure", "08S01", 0)),
            Reason.CONNECTION),
        row(
            new SQLException("You have an error in your SQL syntax", "42000", 1064),
            Kind.BUG,
            Reason.OTHER,
            Kind.OUTCOME_UNKNOWN));
  }

  private static Stream<Arguments> byConnectorJ() {
    return Stream.of(
        row(
            new SQLException(
                AT
                    + "rpc error: code = Aborted desc = Deadlock found when trying to get lock; try"
                    + " restarting transaction (errno 1213) (sqlstate 40001)"
                    + WHO
                    + ": Sql: \"select keyspace_id from username_lookup where `name` = :name for"
                    + " update\", BindVars: {name: \"type:VARCHAR value:\\\"n\\\"\"}",
                "40001",
                1213),
            Kind.CONFLICT,
            Reason.DEADLOCK,
            Kind.CONFLICT),
        row(
            new SQLException(
                AT
                    + "rpc error: code = ResourceExhausted desc = transaction pool connection limit"
                    + " exceeded"
                    + WHO,
                "42000",
                1203),
            Reason.FULL),
        row(
            new SQLException(
                "target: graph.80-.primary: primary is not serving, there may be a reparent"
                    + " operation in progress",
                "HY000",
                1105),
            Reason.FAILOVER),
        row(
            new SQLException(
                AT + "rpc error: code = Canceled desc = EOF (errno 2013) (sqlstate HY000)" + WHO,
                "HY000",
                2013),
            Reason.CONNECTION),
        row(
            new SQLException(
                "VT15001: transaction error, issue ROLLBACK and retry the transaction: "
                    + AT
                    + "rpc error: code = Unavailable desc = net.Dial(/data/mysql.sock) to local"
                    + " server failed: dial unix /data/mysql.sock: connect: connection refused"
                    + " (errno 2002) (sqlstate HY000)"
                    + WHO,
                "HY000",
                2002),
            Reason.CONNECTION),
        row(
            new SQLException(
                AT
                    + "rpc error: code = Aborted desc = transaction 1795288372000123456: ended at"
                    + " 2026-11-21 19:19:28.123 UTC (exceeded timeout: 20s)"
                    + WHO,
                "70100",
                1317),
            Kind.UNAVAILABLE,
            Reason.TIMEOUT,
            Kind.UNAVAILABLE),
        row(
            new SQLException(
                AT + "rpc error: code = DeadlineExceeded desc = context deadline exceeded",
                "70100",
                1317),
            Reason.TIMEOUT),
        row(
            new SQLException(
                AT
                    + "rpc error: code = Canceled desc = (errno 3024) (sqlstate HY000): Query"
                    + " execution was interrupted, maximum statement execution time exceeded",
                "HY000",
                3024),
            Reason.TIMEOUT),
        row(
            new SQLException(
                "multi-db transaction attempted: [target:{keyspace:\"graph\" shard:\"80-\"}]",
                "70100",
                1317),
            Kind.BUG,
            Reason.OTHER,
            Kind.BUG));
  }

  private static Stream<Arguments> byVitessJdbc() {
    return Stream.of(
        row(
            new SQLRecoverableException(
                "message: \""
                    + AT
                    + "rpc error: code = Aborted desc = Deadlock found (errno 1213) (sqlstate"
                    + " 40001)\"\ncode: ABORTED\n",
                "40001",
                1213),
            Kind.CONFLICT,
            Reason.DEADLOCK,
            Kind.CONFLICT),
        row(
            new SQLNonTransientException(
                "Vitess RPC error: message: \""
                    + AT
                    + "rpc error: code = ResourceExhausted desc = transaction pool connection limit"
                    + " exceeded\"\ncode: RESOURCE_EXHAUSTED\n",
                "",
                0),
            Reason.FULL),
        row(
            new SQLNonTransientException(
                "Vitess RPC error: message: \""
                    + AT
                    + "rpc error: code = Canceled desc = EOF (errno 2013) (sqlstate HY000)\"",
                "HY000",
                2013),
            Reason.CONNECTION),
        row(
            new SQLTransientException(
                "message: \""
                    + AT
                    + "rpc error: code = Unavailable desc = error reading from server: EOF\"\n"
                    + "code: UNAVAILABLE\n",
                "",
                0),
            Reason.CONNECTION),
        row(
            new SQLTransientException(
                "io.grpc.StatusRuntimeException: UNAVAILABLE: io exception", "", 0),
            Reason.CONNECTION),
        row(
            new SQLTimeoutException(
                "io.grpc.StatusRuntimeException: DEADLINE_EXCEEDED: CallOptions deadline exceeded",
                "",
                0),
            Reason.TIMEOUT),
        row(
            new SQLNonTransientException(
                "Vitess RPC error: message: \"target: graph.-80.primary: primary is not serving,"
                    + " there may be a reparent operation in progress\"\ncode: CLUSTER_EVENT\n",
                "",
                0),
            Reason.FAILOVER),
        row(
            new SQLRecoverableException(
                "message: \""
                    + AT
                    + "rpc error: code = Aborted desc = transaction 17: ended at 2026-11-21 UTC"
                    + " (transaction committed)\"\ncode: ABORTED\n",
                "",
                0),
            Reason.CONNECTION),
        row(
            new SQLRecoverableException(
                "message: \"multi-db transaction attempted: []\"\ncode: ABORTED\n", "", 0),
            Kind.BUG,
            Reason.OTHER,
            Kind.BUG));
  }

  @ParameterizedTest
  @MethodSource("seen")
  void whatArrivesIsUnderstood(SQLException failure, Kind kind, Reason reason, Kind ofCommit) {
    assertThat(SqlFailures.classify(failure, Phase.STATEMENT))
        .isEqualTo(new SqlFailure(kind, reason));
    assertThat(SqlFailures.classify(failure, Phase.COMMIT).kind()).isEqualTo(ofCommit);
  }

  @Test
  void aValueInAFailedStatementIsNotTakenForTheServersWords() {
    SQLException failure =
        new SQLException(
            AT
                + "Data too long (errno 1406) (sqlstate 22001)"
                + WHO
                + ": Sql: \"insert into post(caption) values (:v1)\", BindVars: {v1: \"connection"
                + " refused\"}",
            "22001",
            1406);

    assertThat(SqlFailures.classify(failure, Phase.STATEMENT).kind()).isEqualTo(Kind.BUG);
  }

  @Test
  void aTakenKeyIsNamedWhereTheNameIsEscapedToo() {
    SQLException failure =
        new SQLException(
            "message: \"" + AT + "Duplicate entry \\'1-a\\' for key \\'request.PRIMARY\\'\"",
            "23000",
            1062);

    assertThat(translated(failure))
        .isInstanceOfSatisfying(
            DuplicateKeyException.class, e -> assertThat(e.keyName()).isEqualTo("PRIMARY"));
  }

  @Test
  void whatIsThrownOnTellsNoValues() {
    SQLException failure =
        new SQLException(
            AT
                + "Unknown column (errno 1054) (sqlstate 42S22)"
                + WHO
                + ": Sql: \"insert into account(email) values (:v1)\", BindVars: {v1: \"a@b.c\"}",
            "42S22",
            1054);

    assertThat(translated(failure))
        .hasRootCauseMessage(AT + "Unknown column (errno 1054) (sqlstate 42S22)");
  }

  private static RuntimeException translated(SQLException failure) {
    return SqlFailures.translate(
        new UnableToExecuteStatementException(failure, null), Phase.STATEMENT);
  }

  /** One that may be tried again before the commit, and leaves everything open upon it. */
  private static Arguments row(SQLException failure, Reason reason) {
    return row(failure, Kind.UNAVAILABLE, reason, Kind.OUTCOME_UNKNOWN);
  }

  private static Arguments row(SQLException failure, Kind kind, Reason reason, Kind ofCommit) {
    return Arguments.of(failure, kind, reason, ofCommit);
  }
}
