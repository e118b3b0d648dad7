package tintype.graph;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One half of a row's columns: the owner's own acts write the one, the mirror the other, and the
 * own one as well where the other side's block cuts it.
 */
enum RelationHalf {
  OWN(
      "following,requested,blocking,muting_posts,mute_posts_end_micros,"
          + "muting_stories,mute_stories_end_micros,restricting,close_friend,favourite,"
          + "follow_micros,version,block_version",
      RelationHalf::own),
  MIRRORED(
      "followed_by,requested_by,blocked_by,close_friend_of,followed_by_micros,mirror_version,"
          + "other_hidden,hidden_version",
      RelationHalf::mirrored);

  private final String columns;
  private final String assignments;
  private final Function<Relation, long[]> values;

  RelationHalf(String columns, Function<Relation, long[]> values) {
    this.columns = columns;
    this.values = values;
    this.assignments =
        Arrays.stream(columns.split(","))
            .map(column -> column + "=VALUES(" + column + ")")
            .collect(Collectors.joining(","));
  }

  /** Whether this half of a row is another one than before. */
  boolean isChanged(RelationRows.Change change) {
    return this == OWN
        ? !change.after().own().equals(change.before().own())
        : !change.after().mirrored().equals(change.before().mirrored());
  }

  /** An INSERT of this half of rows; the other half gets its defaults. */
  String insert(Iterable<Relation> rows) {
    StringBuilder sql = new StringBuilder("INSERT INTO relation (user_id,other_id,");
    sql.append(columns).append(") VALUES ");
    String separator = "(";
    for (Relation row : rows) {
      sql.append(separator).append(row.key().user()).append(',').append(row.key().other());
      for (long value : values.apply(row)) {
        sql.append(',').append(value);
      }
      separator = "),(";
    }
    return sql.append(')').toString();
  }

  /** The same for rows that are there. */
  String update(Iterable<Relation> rows) {
    return insert(rows) + " ON DUPLICATE KEY UPDATE " + assignments;
  }

  private static long[] own(Relation row) {
    OwnFacts own = row.own();
    return new long[] {
      bit(own.following()),
      bit(own.requested()),
      bit(own.blocking()),
      bit(own.postsMutedUntil() > 0),
      endMicros(own.postsMutedUntil()),
      bit(own.storiesMutedUntil() > 0),
      endMicros(own.storiesMutedUntil()),
      bit(own.restricting()),
      bit(own.closeFriend()),
      bit(own.favourite()),
      own.followMicros(),
      own.version(),
      own.blockVersion()
    };
  }

  private static long[] mirrored(Relation row) {
    MirroredFacts mirrored = row.mirrored();
    return new long[] {
      bit(mirrored.followedBy()),
      bit(mirrored.requestedBy()),
      bit(mirrored.blockedBy()),
      bit(mirrored.closeFriendOf()),
      mirrored.followedByMicros(),
      mirrored.version(),
      bit(mirrored.other().hidden()),
      mirrored.other().version()
    };
  }

  /** As rows and news have the end of a mute: 0 for none. */
  static long endMicros(long mutedUntil) {
    return mutedUntil == OwnFacts.NO_END ? 0 : mutedUntil;
  }

  private static long bit(boolean fact) {
    return fact ? 1 : 0;
  }
}
