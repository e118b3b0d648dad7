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

  /** The row once the owner's request was accepted: unchanged where there is none, or a block. */
  static Relation accept(Relation row, long micros) {
    boolean waits = row.own().requested() && obstacle(row) == Obstacle.NONE;
    return waits ? row.with(row.own().follow(micros)) : row;
  }

  /** The row once the owner's request was declined: unchanged where there is none. */
  static Relation decline(Relation row) {
    return row.own().requested() ? row.with(row.own().unfollow()) : row;
  }

  /** The row once the other side has ended the owner's follow: unchanged where there is none. */
  static Relation remove(Relation row) {
    return row.own().following() ? row.with(row.own().unfollow()) : row;
  }

  /** The row once the owner has taken back follow or request: unchanged where there is neither. */
  static Relation unfollow(Relation row) {
    OwnFacts own = row.own();
    return own.following() || own.requested() ? row.with(own.unfollow()) : row;
  }
}
