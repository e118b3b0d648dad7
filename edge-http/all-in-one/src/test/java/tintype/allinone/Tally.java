package tintype.allinone;

/**
 * What the clients of one round were told.
 *
 * @param deeds all other kinds of writes
 */
record Tally(int posts, int deletions, int follows, int unfollows, int deeds, int unanswered) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);
  static final Tally OF_A_POST = new Tally(1, 0, 0, 0, 0, 0);
  static final Tally OF_A_DELETION = new Tally(0, 1, 0, 0, 0, 0);
  static final Tally OF_A_FOLLOW = new Tally(0, 0, 1, 0, 0, 0);
  static final Tally OF_AN_UNFOLLOW = new Tally(0, 0, 0, 1, 0, 0);
  static final Tally OF_A_DEED = new Tally(0, 0, 0, 0, 1, 0);
  static final Tally UNANSWERED = new Tally(0, 0, 0, 0, 0, 1);

  Tally plus(Tally more) {
    return new Tally(
        posts + more.posts,
        deletions + more.deletions,
        follows + more.follows,
        unfollows + more.unfollows,
        deeds + more.deeds,
        unanswered + more.unanswered);
  }

  int acknowledged() {
    return posts + deletions + follows + unfollows + deeds;
  }
}
