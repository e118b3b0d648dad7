package tintype.graph;

/** By how much the counts of an account move. */
record CountMoves(int following, int followers, int closeFriends) {
  /** Those of the owner of a changed row. */
  static CountMoves of(RelationRows.Change change) {
    Relation before = change.before();
    Relation after = change.after();
    return new CountMoves(
        step(before.own().following(), after.own().following()),
        step(before.mirrored().followedBy(), after.mirrored().followedBy()),
        step(before.own().closeFriend(), after.own().closeFriend()));
  }

  CountMoves plus(CountMoves that) {
    return new CountMoves(
        following + that.following, followers + that.followers, closeFriends + that.closeFriends);
  }

  boolean isNone() {
    return following == 0 && followers == 0 && closeFriends == 0;
  }

  private static int step(boolean before, boolean after) {
    return (after ? 1 : 0) - (before ? 1 : 0);
  }
}
