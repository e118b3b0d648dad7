package tintype.platform.changelog;

/** The server does not have the log from a position on: purged, or another server's. */
public final class PositionLostException extends RuntimeException {
  public PositionLostException(StreamId stream, Position position, String found) {
    super("stream " + stream + ": position " + position + " (expected: one of " + found + ")");
  }
}
