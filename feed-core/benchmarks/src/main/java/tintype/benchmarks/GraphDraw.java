package tintype.benchmarks;

import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * How to draw a network of people whose habits are as uneven as those of real ones: how many others
 * a reader follows is log-normal, whom is Zipf's law, and how much an author posts is log-normal.
 *
 * @param accounts people in all
 * @param readers how many of them, from number 0, have a list of followees; the others' lists would
 *     only take memory
 * @param follows followees of a reader, on average
 * @param exactly whether every reader has just so many
 * @param posts of all people together, give or take one each
 * @param seed the same one draws the same network
 */
public record GraphDraw(
    int accounts, int readers, int follows, boolean exactly, int posts, long seed) {
  /** Nobody may follow more. */
  static final int MAX_FOLLOWEES = 7_500;

  /** Of the logarithm: a median of 303 where the mean is 500, and one in 1,500 at the cap. */
  private static final double FOLLOWS_SIGMA = 1;

  /** Of the logarithm: one author in a thousand posts as much as thirteen average ones. */
  private static final double POSTS_SIGMA = 1;

  /** Popularity falls with this power of the rank: a hundredth has a quarter of all followers. */
  private static final double ZIPF = 0.8;

  /** Scatters ranks over all numbers; a prime, so that none is met twice. */
  private static final long STEP = 2_654_435_761L;

  /** People by number from 0. */
  public Network draw() {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] followees = new int[readers][];
    BitSet taken = new BitSet(accounts + 1);
    // Stays, so that clearing another one never looks for the highest that is left.
    taken.set(accounts);
    for (int reader = 0; reader < readers; reader++) {
      followees[reader] = followees(reader, random, taken);
    }
    return new Network(accounts, followees, authors(random));
  }

  private int[] followees(int reader, SplittableRandom random, BitSet taken) {
    double mean = exactly ? follows : logNormal(random, follows, FOLLOWS_SIGMA);
    int count = (int) Math.clamp(Math.round(mean), 1, Math.min(MAX_FOLLOWEES, accounts / 4));
    int[] list = new int[count];
    taken.set(reader);
    for (int i = 0; i < count; i++) {
      do {
        list[i] = popular(random);
      } while (taken.get(list[i]));
      taken.set(list[i]);
    }
    taken.clear(reader);
    for (int followee : list) {
      taken.clear(followee);
    }
    return list;
  }

  /** By the inverse of the continuous form of Zipf's law. */
  private int popular(SplittableRandom random) {
    double rest = 1 - ZIPF;
    double top = Math.pow(accounts + 1.0, rest);
    long rank = (long) Math.pow(1 + random.nextDouble() * (top - 1), 1 / rest) - 1;
    return (int) (Math.min(rank, accounts - 1) * STEP % accounts);
  }

  /** The author of each post, oldest first. */
  private int[] authors(SplittableRandom random) {
    if (posts == 0) {
      return new int[0];
    }
    int[] counts = new int[accounts];
    int total = 0;
    double mean = (double) posts / accounts;
    for (int account = 0; account < accounts; account++) {
      // Rounded by chance, so that a mean below one gives some authors one post.
      counts[account] = (int) (logNormal(random, mean, POSTS_SIGMA) + random.nextDouble());
      total += counts[account];
    }
    int[] authors = new int[total];
    int filled = 0;
    for (int account = 0; account < accounts; account++) {
      for (int i = 0; i < counts[account]; i++) {
        authors[filled++] = account;
      }
    }
    shuffle(authors, random);
    return authors;
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }

  private static double logNormal(SplittableRandom random, double mean, double sigma) {
    return mean * Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
  }
}
