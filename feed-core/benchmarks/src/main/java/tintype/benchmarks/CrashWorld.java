package tintype.benchmarks;

import java.util.SplittableRandom;
import tintype.engine.Applier;

/**
 * People, follows and posts to begin with, and an endless row of changes after them: the same each
 * time, whoever makes them.
 *
 * @param accounts how many; their ids are 1 and up
 * @param followees of an account in the beginning, on average
 */
record CrashWorld(int accounts, int followees) {
  private static final long SEED = 20_261_122;
  private static final int FIRST_POSTS = 8;

  /** How far back a change looks that takes another one back. */
  private static final int BACK = 20_000;

  /** What a change does. */
  enum Kind {
    POST,
    DELETE,
    FOLLOW,
    UNFOLLOW,
    MUTE,
    UNMUTE,
    HIDE,
    UNHIDE;

    private static final Kind[] ALL = values();

    static Kind of(int number) {
      return ALL[number];
    }
  }

  /** One change: of an account, and another account or a post. */
  record Change(Kind kind, long one, long other) {
    void apply(Applier applier) {
      switch (kind) {
        case POST -> applier.post(one, other);
        case DELETE -> applier.delete(one, other);
        case FOLLOW -> applier.follow(one, other);
        case UNFOLLOW -> applier.unfollow(one, other);
        case MUTE -> applier.mute(one, other, true);
        case UNMUTE -> applier.mute(one, other, false);
        case HIDE -> applier.hide(one);
        case UNHIDE -> applier.unhide(one);
      }
    }
  }

  /** What is there before the first change. */
  void fill(Applier applier) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int account = 1; account <= accounts; account++) {
      applier.register(account);
    }
    long[] list = new long[2 * followees];
    for (int account = 1; account <= accounts; account++) {
      int count = random.nextInt(2 * followees);
      for (int i = 0; i < count; i++) {
        list[i] = popular(random);
      }
      applier.replaceFollowees(account, list, count);
    }
    for (int post = 1; post <= firstPosts(); post++) {
      applier.post(popular(random), post);
    }
  }

  /** The so-and-so-many-th change; the first is number 0. */
  Change change(long number) {
    SplittableRandom random = new SplittableRandom(SEED + 1 + number);
    int kind = random.nextInt(100);
    if (kind < 50) {
      return new Change(Kind.POST, popular(random), firstPosts() + 1 + number);
    } else if (kind < 75) {
      return new Change(Kind.FOLLOW, anybody(random), popular(random));
    } else if (kind < 77) {
      return new Change(random.nextBoolean() ? Kind.HIDE : Kind.UNHIDE, anybody(random), 0);
    }
    return number == 0 ? change(1) : after(change(number - 1 - random.nextInt(back(number))), kind);
  }

  /** Takes an earlier change back, or does more to the same pair. */
  private static Change after(Change earlier, int kind) {
    return switch (earlier.kind()) {
      case POST -> new Change(Kind.DELETE, earlier.one(), earlier.other());
      case FOLLOW ->
          new Change(
              kind < 90 ? Kind.UNFOLLOW : kind < 97 ? Kind.MUTE : Kind.UNMUTE,
              earlier.one(),
              earlier.other());
      default -> new Change(Kind.UNHIDE, earlier.one(), 0);
    };
  }

  private static int back(long number) {
    return (int) Math.min(BACK, number);
  }

  private int firstPosts() {
    return FIRST_POSTS * accounts;
  }

  private long anybody(SplittableRandom random) {
    return 1 + random.nextInt(accounts);
  }

  /** Low numbers more often than high ones. */
  private long popular(SplittableRandom random) {
    double even = random.nextDouble();
    return 1 + (long) (even * even * accounts);
  }
}
