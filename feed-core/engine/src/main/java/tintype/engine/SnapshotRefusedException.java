package tintype.engine;

/** A snapshot that cannot be started from, and why in one sentence. Nothing of it was used. */
public final class SnapshotRefusedException extends RuntimeException {
  public SnapshotRefusedException(String reason) {
    super(reason);
  }

  public SnapshotRefusedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
