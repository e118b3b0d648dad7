package tintype.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved by hand, forwards or backwards; safe for threads. */
public final class FakeClock extends Clock {
  private final AtomicReference<Instant> now;

  public FakeClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  /** Starts at a time within the range of ids. */
  public FakeClock() {
    this(Instant.parse("2026-06-01T12:00:00Z"));
  }

  /** Moves by a duration, which may be negative. */
  public void advance(Duration duration) {
    now.updateAndGet(time -> time.plus(duration));
  }

  public void set(Instant time) {
    now.set(time);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a FakeClock is in UTC");
  }
}
