package tintype.platform.changelog;

import com.google.protobuf.ByteString;
import io.vitess.proto.Query;

/** A row as Vitess sends it: all values one after the other, in MySQL's text, and their lengths. */
final class VitessRow implements TableCopy.Row {
  private final Query.Row row;
  private final int[] starts;

  VitessRow(Query.Row row) {
    this.row = row;
    this.starts = new int[row.getLengthsCount()];
    int start = 0;
    for (int column = 0; column < starts.length; column++) {
      starts[column] = start;
      start += Math.toIntExact(Math.max(0, row.getLengths(column)));
    }
  }

  @Override
  public long longAt(int column) {
    return isNull(column) ? 0 : Long.parseLong(value(column).toStringUtf8());
  }

  @Override
  public String stringAt(int column) {
    return isNull(column) ? null : value(column).toStringUtf8();
  }

  @Override
  public byte[] bytesAt(int column) {
    return isNull(column) ? null : value(column).toByteArray();
  }

  @Override
  public boolean isNull(int column) {
    return row.getLengths(column) < 0;
  }

  private ByteString value(int column) {
    int start = starts[column];
    return row.getValues().substring(start, start + Math.toIntExact(row.getLengths(column)));
  }
}
