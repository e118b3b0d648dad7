package tintype.graph;

/**
 * By how much the counts of an account move.
 *
 * @param following of all whom it follows
 * @param followers of all who follow it
 * @param followingHidden of those among following who are hidden
 * @param followersHidden of those among followers who are hidden
 * @param followMicros when the newest of the follows began that are new, or ended that are over; 0
 *     where following stays
 */
record CountMoves(
    int following,
    int followers,
    int closeFriends,
    int followingHidden,
    int followersHidden,
    long followMicros) {
  /** Those of the owner of a changed row. */
  static CountMoves of(RelationRows.Change change) {
    CountMoves before = counted(change.before());
    CountMoves after = counted(change.after());
    boolean begins = after.following > before.following;
    return new CountMoves(
        after.following - before.following,
        after.followers - before.followers,
        after.closeFriends - before.closeFriends,
        after.followingHidden - before.followingHidden,
        after.followersHidden - before.followersHidden,
        begins ? change.after().own().followMicros() : 0);
  }

  CountMoves plus(CountMoves that) {
    return new CountMoves(
        following + that.following,
        followers + that.followers,
        closeFriends + that.closeFriends,
        followingHidden + that.followingHidden,
        followersHidden + that.followersHidden,
        Math.max(followMicros, that.followMicros));
  }

  /** The same where what is followed no more was so until then. */
  CountMoves endedAt(long micros) {
    return following >= 0
        ? this
        : new CountMoves(
            following, followers, closeFriends, followingHidden, followersHidden, micros);
  }

  /** Without those of the counts that have a limit. */
  CountMoves withoutLimited() {
    return new CountMoves(0, followers, 0, followingHidden, followersHidden, 0);
  }

  boolean isNone() {
    return following == 0
        && followers == 0
        && closeFriends == 0
        && followingHidden == 0
        && followersHidden == 0;
  }

  /** What one row counts for. */
  private static CountMoves counted(Relation row) {
    boolean following = row.own().following();
    boolean followed = row.mirrored().followedBy();
    boolean hidden = row.mirrored().other().hidden();
    return new CountMoves(
        one(following),
        one(followed),
        one(row.own().closeFriend()),
        one(following && hidden),
        one(followed && hidden),
        0);
  }

  private static int one(boolean counts) {
    return counts ? 1 : 0;
  }
}
