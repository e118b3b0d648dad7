package tintype.allinone;

/** What the clients of one round were told. */
record Tally(int posts, int deletions, int follows, int unfollows, int unanswered) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0);

  Tally plus(Tally more) {
    return new Tally(
        posts + more.posts,
        deletions + more.deletions,
        follows + more.follows,
        unfollows + more.unfollows,
        unanswered + more.unanswered);
  }

  int acknowledged() {
    return posts + deletions + follows + unfollows;
  }
}
