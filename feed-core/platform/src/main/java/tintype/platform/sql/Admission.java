package tintype.platform.sql;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who may wait for a connection of a pool. A call that was let in once always may: else its work so
 * far would be in vain. A new one may not where many wait already; it is refused at once, which
 * costs little, and its client comes again. So whatever has piled up, a service ends the calls that
 * it has begun; each service that a call goes on to decides for itself.
 */
public final class Admission {
  /** Calls that may wait for each connection; work outside of calls is not counted as more. */
  static final int WAITING_A_CONNECTION = 10;

  /** Whether the current call was let in. */
  private static final Context.Key<AtomicBoolean> CALL = Context.key("admitted");

  private final HikariDataSource pool;

  Admission(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Lets each call of a server count as one. */
  public static ServerInterceptor interceptor() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return Contexts.interceptCall(begin(), call, headers, next);
      }
    };
  }

  /** The context of a call that begins now. */
  static Context begin() {
    return Context.current().withValue(CALL, new AtomicBoolean());
  }

  /**
   * To be called before a connection is asked for.
   *
   * @throws DatabaseUnavailableException if the current call is new and too many wait
   */
  void enter() {
    AtomicBoolean admitted = CALL.get();
    if (admitted == null || admitted.get()) {
      return;
    }
    int waiting = waiting();
    if (waiting >= WAITING_A_CONNECTION * pool.getMaximumPoolSize()) {
      // As the pool says it itself when a wait was in vain.
      throw new DatabaseUnavailableException(
          "too many calls wait for the database",
          new SQLTransientConnectionException(waiting + " wait for a connection"));
    }
    admitted.set(true);
  }

  private int waiting() {
    HikariPoolMXBean state = pool.getHikariPoolMXBean();
    return state == null ? 0 : state.getThreadsAwaitingConnection();
  }
}
