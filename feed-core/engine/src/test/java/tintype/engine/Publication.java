package tintype.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What the applier makes visible while readers look, each with random histories that do little
 * else. {@link #READER} and {@link #OTHER} are those whose feeds are worth looking at.
 */
enum Publication {
  /** Rings of all sizes: push, pop, insertion, removal, limits. */
  RING {
    @Override
    Step step(Writing w) {
      long author = 10 + w.random.nextInt(6);
      List<Integer> numbers = w.numbers(author);
      int newest = numbers.isEmpty() ? w.next++ : numbers.getLast();
      return switch (w.random.nextInt(12)) {
        case 0, 1, 2, 3 -> w.publish(author, w.next++);
        case 4, 5, 6 -> w.delete(author, newest);
        case 7, 8 -> w.publish(author, Math.max(1, newest - w.random.nextInt(20)));
        case 9, 10 -> w.delete(author, w.any(author));
        default -> new Step.Truncate(author, Math.max(1, newest - w.random.nextInt(40)));
      };
    }

    @Override
    void begin(Writing w, List<Step> history) {
      for (long author = 10; author < 16; author++) {
        history.add(new Step.Follow(READER, author));
      }
    }
  },

  /** One ring as a stack: what was popped is pushed again as something else. */
  STACK {
    @Override
    Step step(Writing w) {
      List<Integer> numbers = w.numbers(10);
      boolean grow = numbers.size() < 3 || numbers.size() < 8 && w.random.nextBoolean();
      return grow ? w.publish(10, w.next++) : w.delete(10, numbers.getLast());
    }

    @Override
    void begin(Writing w, List<Step> history) {
      history.add(new Step.Follow(READER, 10));
    }
  },

  /** The largest ring, full: its oldest make room for its newest. */
  FULL_RING {
    @Override
    Step step(Writing w) {
      return switch (w.random.nextInt(8)) {
        case 0 -> w.delete(10, w.numbers(10).getLast());
        case 1 -> w.publish(10, w.any(10) + 1);
        case 2 -> w.publish(11, w.next++);
        default -> w.publish(10, w.next++);
      };
    }

    @Override
    void begin(Writing w, List<Step> history) {
      history.add(new Step.Follow(READER, 10));
      history.add(new Step.Follow(READER, 11));
      for (int i = 0; i < Ring.MAX_SLOTS; i++) {
        history.add(w.publish(10, w.next));
        w.next += 2;
      }
    }
  },

  /** First posts, second posts and so first rings, of authors who are new. */
  LATEST {
    @Override
    Step step(Writing w) {
      if (w.random.nextInt(10) == 0) {
        w.account++;
        return new Step.Follow(READER, w.account);
      }
      long author = w.account - w.random.nextInt(3);
      return w.random.nextInt(5) < 3
          ? w.publish(author, w.next++)
          : w.delete(author, w.any(author));
    }

    @Override
    void begin(Writing w, List<Step> history) {
      w.account = 1_000;
    }
  },

  /** Authors who vanish and come back while they post. */
  HIDING {
    @Override
    Step step(Writing w) {
      long author = 10 + w.random.nextInt(4);
      return switch (w.random.nextInt(6)) {
        case 0, 1, 2, 3 -> new Step.Hide(author, w.random.nextBoolean());
        case 4 -> w.publish(author, w.next++);
        default -> w.delete(author, w.any(author));
      };
    }

    @Override
    void begin(Writing w, List<Step> history) {
      for (long author = 10; author < 14; author++) {
        history.add(new Step.Follow(READER, author));
        history.add(w.publish(author, w.next++));
      }
    }
  },

  /** Lists that grow in place, by copies, shrink, are set and leave memory. */
  FOLLOWEES {
    @Override
    Step step(Writing w) {
      return listStep(w, 80);
    }

    @Override
    void begin(Writing w, List<Step> history) {
      posts(w, history, 80);
    }
  },

  /** The same with lists so long that their blocks are soon used again. */
  LONG_LISTS {
    @Override
    Step step(Writing w) {
      return listStep(w, 600);
    }

    @Override
    void begin(Writing w, List<Step> history) {
      posts(w, history, 600);
      for (long author = 10; author < 600; author++) {
        history.add(new Step.Follow(READER, author));
        history.add(new Step.Follow(OTHER, author));
      }
    }
  },

  /** Accounts in no order, who follow at once and are followed. */
  STRAGGLERS {
    @Override
    Step step(Writing w) {
      if (w.random.nextInt(4) == 0) {
        w.account = 1_000 + w.random.nextInt(1 << 30);
        return new Step.Follow(READER, w.account);
      }
      return switch (w.random.nextInt(4)) {
        case 0 -> new Step.Follow(w.account, 10);
        case 1 -> new Step.Unfollow(READER, w.account);
        case 2 -> new Step.Follow(1_000 + w.random.nextInt(1 << 30), OTHER);
        default -> w.publish(w.account, w.next++);
      };
    }

    @Override
    void begin(Writing w, List<Step> history) {
      w.account = 1_000;
    }
  };

  static final long READER = 1;
  static final long OTHER = 2;

  abstract Step step(Writing w);

  abstract void begin(Writing w, List<Step> history);

  /** So many steps after what is needed for a start. */
  List<Step> history(int length, long seed) {
    Writing writing = new Writing(new SplittableRandom(seed));
    List<Step> history = new ArrayList<>();
    history.add(new Step.Publish(READER, 1));
    history.add(new Step.Publish(OTHER, 1));
    history.add(new Step.Publish(10, 1));
    writing.numbers(10).add(1);
    begin(writing, history);
    for (int i = 0; i < length; i++) {
      history.add(step(writing));
    }
    return history;
  }

  /** A whole feed, a page, or so few posts that the floor is among them. */
  static int limit(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> FeedReader.MAX_LIMIT;
      case 1 -> 1 + random.nextInt(30);
      default -> 1 + random.nextInt(4);
    };
  }

  /** Where a page may begin: mostly at the top. */
  static long before(SplittableRandom random, int version) {
    return random.nextInt(3) > 0
        ? Long.MAX_VALUE
        : Step.postId(10, 1 + random.nextInt(2 * version + 20));
  }

  private static Step listStep(Writing w, int accounts) {
    long reader = w.random.nextInt(3) > 0 ? READER : OTHER;
    long author = 10 + w.random.nextInt(accounts - 10);
    return switch (w.random.nextInt(20)) {
      case 0, 1, 2, 3 -> new Step.Unfollow(reader, author);
      case 4, 5 -> new Step.Mute(reader, author, w.random.nextBoolean());
      case 6 -> w.publish(author, w.next++);
      case 7 -> new Step.Replace(reader, w.random.longs(30, 10, accounts).toArray());
      case 8, 9, 10 -> new Step.Relate(reader, author, w.random.nextInt(4) > 0, end(w));
      default -> new Step.Follow(reader, author);
    };
  }

  private static long end(Writing w) {
    return switch (w.random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> Step.Relate.PAST;
      case 2 -> Step.Relate.FUTURE;
      default -> Applier.FOR_GOOD;
    };
  }

  private static void posts(Writing w, List<Step> history, int accounts) {
    for (long author = 10; author < accounts; author++) {
      history.add(w.publish(author, w.next++));
    }
  }

  /** A history in the making. */
  static final class Writing {
    final SplittableRandom random;
    final Map<Long, List<Integer>> numbers = new HashMap<>();
    int next = 2;
    long account;

    Writing(SplittableRandom random) {
      this.random = random;
    }

    /** The posts that an author has now, as far as this history deleted them itself. */
    List<Integer> numbers(long author) {
      return numbers.computeIfAbsent(author, a -> new ArrayList<>());
    }

    Step publish(long author, int number) {
      List<Integer> mine = numbers(author);
      if (!mine.contains(number)) {
        mine.add(number);
        mine.sort(null);
      }
      return new Step.Publish(author, number);
    }

    Step delete(long author, int number) {
      numbers(author).remove(Integer.valueOf(number));
      return new Step.Delete(author, number);
    }

    int any(long author) {
      List<Integer> mine = numbers(author);
      return mine.isEmpty() ? 1 : mine.get(random.nextInt(mine.size()));
    }
  }
}
