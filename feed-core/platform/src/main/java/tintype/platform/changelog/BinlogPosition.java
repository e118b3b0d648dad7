package tintype.platform.changelog;

/**
 * A file of the binary log and an offset in it, printed {@code binlog.000012:3456}.
 *
 * <p>Not a GTID: MySQL and MariaDB disagree about those, and they are for following a primary to
 * another server. There is one server here; where there are several, Vitess follows them.
 */
record BinlogPosition(String file, long offset) implements Comparable<BinlogPosition> {
  /** Where the first event of every file is. */
  static final long FILE_START = 4;

  static BinlogPosition of(Position position) {
    String token = position.token();
    int colon = token.lastIndexOf(':');
    int dot = token.lastIndexOf('.', colon);
    if (colon < 0 || dot < 0 || !token.substring(dot + 1).matches("\\d{1,10}:\\d{1,18}")) {
      throw new IllegalArgumentException(
          "position: " + token + " (expected: <file>.<number>:<offset>)");
    }
    return new BinlogPosition(
        token.substring(0, colon), Long.parseLong(token.substring(colon + 1)));
  }

  Position toPosition() {
    return new Position(file + ":" + offset);
  }

  @Override
  public int compareTo(BinlogPosition other) {
    int byFile = Long.compare(fileNumber(), other.fileNumber());
    return byFile != 0 ? byFile : Long.compare(offset, other.offset);
  }

  private long fileNumber() {
    return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
  }
}
