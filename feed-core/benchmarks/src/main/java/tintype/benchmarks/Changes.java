package tintype.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import tintype.engine.Applier;

/**
 * Changes of a network, drawn one after the other: of a hundred, 80 posts, 8 deletions of posts of
 * late, 11 follows or unfollows, and one author who vanishes or comes back. What they come to is
 * worked out afterwards from the seed alone, so that nothing but the store is busy meanwhile.
 */
final class Changes {
  private static final int LATE = 100_000;

  private final int accounts;
  private final int[][] lists;
  private final int[] drawnFrom;
  private final int[] authors;
  private final int first;
  private final SplittableRandom random;
  private int posts;

  /** Who hears of each change. */
  interface Listener {
    void post(int author, int number);

    void delete(int author, int number);

    void follow(int reader, int place, boolean follows);

    void hide(int author, boolean hidden);
  }

  /**
   * @param most changes that may be drawn
   */
  Changes(Network network, int most, long seed) {
    accounts = network.accounts();
    lists = new int[network.readers()][];
    for (int reader = 0; reader < lists.length; reader++) {
      int self = reader;
      lists[reader] =
          Arrays.stream(network.followees(reader)).distinct().filter(f -> f != self).toArray();
    }
    first = network.posts();
    authors = new int[first + most];
    network.forEachPost((author, post) -> authors[number(post)] = author);
    drawnFrom = authors;
    posts = first;
    random = new SplittableRandom(seed);
  }

  private Changes(Changes begun, long seed) {
    accounts = begun.accounts;
    lists = begun.lists;
    first = begun.first;
    authors = begun.authors.clone();
    drawnFrom = begun.authors;
    posts = first;
    random = new SplittableRandom(seed);
  }

  /** The same changes from the beginning. */
  Changes again(long seed) {
    return new Changes(this, seed);
  }

  /** Post ids ascend in the order of posts, those of the network first. */
  static long postId(int number) {
    return 1_024L * (number + 1L);
  }

  static int number(long postId) {
    return (int) (postId / 1_024 - 1);
  }

  /** Whose post it is; right for every post that was drawn. */
  int author(int number) {
    return authors[number];
  }

  /** All posts so far, the network's included. */
  int posts() {
    return posts;
  }

  int accounts() {
    return accounts;
  }

  /** Those who are followed at some time, each once. */
  int[] list(int reader) {
    return lists[reader];
  }

  int readers() {
    return lists.length;
  }

  void next(Listener listener) {
    int kind = random.nextInt(100);
    if (kind < 80) {
      // Those who posted before post again, so a few post much.
      int author = drawnFrom[random.nextInt(first)];
      authors[posts] = author;
      listener.post(author, posts++);
    } else if (kind < 88) {
      int number = posts - 1 - random.nextInt(Math.min(LATE, posts));
      listener.delete(authors[number], number);
    } else if (kind < 99) {
      int reader = random.nextInt(lists.length);
      int length = lists[reader].length;
      if (length > 0) {
        listener.follow(reader, random.nextInt(length), kind < 94);
      }
    } else {
      listener.hide(random.nextInt(accounts), random.nextBoolean());
    }
  }

  /** Makes the changes in a store. */
  Listener into(Applier applier) {
    return new Listener() {
      @Override
      public void post(int author, int number) {
        applier.post(Network.accountId(author), postId(number));
      }

      @Override
      public void delete(int author, int number) {
        applier.delete(Network.accountId(author), postId(number));
      }

      @Override
      public void follow(int reader, int place, boolean follows) {
        long one = Network.accountId(reader);
        long other = Network.accountId(lists[reader][place]);
        if (follows) {
          applier.follow(one, other);
        } else {
          applier.unfollow(one, other);
        }
      }

      @Override
      public void hide(int author, boolean hidden) {
        if (hidden) {
          applier.hide(Network.accountId(author));
        } else {
          applier.unhide(Network.accountId(author));
        }
      }
    };
  }
}
