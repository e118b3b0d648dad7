package tintype.graph;

/** What a follow makes of a row, and when a row forbids it. Pure: facts in, facts out. */
final class FollowPolicy {
  /** What stands between a follower and a follow. */
  enum Obstacle {
    NONE,
    /** The other side blocks the follower. */
    BLOCKED,
    /** The follower blocks the other side. */
    BLOCKING
  }

  private FollowPolicy() {}

  /**
   * What the follower's own row forbids; being blocked comes first, so that it cannot be probed.
   */
  static Obstacle obstacle(Relation row) {
    if (row.mirrored().blockedBy()) {
      return Obstacle.BLOCKED;
    }
    return row.own().blocking() ? Obstacle.BLOCKING : Obstacle.NONE;
  }

  /**
   * Refuses what the owner would do about the other side.
   *
   * @throws tintype.platform.rpc.ApiException ACCOUNT_NOT_FOUND, BLOCKING_ACCOUNT
   */
  static void requireNoObstacle(Relation row) {
    switch (obstacle(row)) {
      case BLOCKED -> throw Refusals.accountNotFound();
      case BLOCKING -> throw Refusals.blockingAccount();
      case NONE -> {
        // Nothing forbids it.
      }
    }
  }

  /**
   * The row once the owner has asked to follow: unchanged where that is so already. A request to an
   * account that has become public since turns into a follow.
   */
  static Relation follow(Relation row, boolean isPrivate, long micros) {
    OwnFacts own = row.own();
    if (own.following() || (isPrivate && own.requested())) {
      return row;
    }
    return row.with(isPrivate ? own.request(micros) : own.follow(micros));
  }

  /** The row once the owner has taken back follow or request: unchanged where there is neither. */
  static Relation unfollow(Relation row) {
    OwnFacts own = row.own();
    return own.following() || own.requested() ? row.with(own.unfollow()) : row;
  }
}
