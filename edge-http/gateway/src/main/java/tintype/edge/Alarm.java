package tintype.edge;

import io.grpc.Context;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One time-out of a connection, set again many times. Confined to its event loop. Setting it later
 * costs no new task: the one that is scheduled looks again when it runs.
 */
final class Alarm {
  private final EventLoop loop;
  private Runnable action;
  private Context context;
  private long due;
  private ScheduledFuture<?> scheduled;
  private long scheduledFor;

  Alarm(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Runs the action after this time, as part of what goes on now, instead of what was set before.
   */
  void set(Duration after, Runnable newAction) {
    action = newAction;
    context = Context.current();
    due = System.nanoTime() + after.toNanos();
    if (scheduled != null && scheduledFor - due > 0) {
      scheduled.cancel(false);
      scheduled = null;
    }
    if (scheduled == null) {
      schedule();
    }
  }

  /** Runs nothing. */
  void clear() {
    action = null;
  }

  /** Runs nothing, and leaves nothing behind. */
  void stop() {
    clear();
    if (scheduled != null) {
      scheduled.cancel(false);
      scheduled = null;
    }
  }

  private void schedule() {
    scheduledFor = due;
    scheduled = loop.schedule(this::ring, due - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void ring() {
    scheduled = null;
    if (action == null) {
      return;
    }
    if (due - System.nanoTime() > 0) {
      schedule();
      return;
    }
    Runnable now = action;
    action = null;
    context.run(now);
  }
}
