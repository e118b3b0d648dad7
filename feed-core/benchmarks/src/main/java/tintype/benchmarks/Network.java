package tintype.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import tintype.engine.Applier;

/**
 * People by number from 0, whom they follow, and who posted in what order. It comes from a file, or
 * from a {@link GraphDraw}.
 */
public final class Network {
  private final int accounts;
  private final int[][] followees;
  private final int[] postAuthors;

  Network(int accounts, int[][] followees, int[] postAuthors) {
    this.accounts = accounts;
    this.followees = followees;
    this.postAuthors = postAuthors;
  }

  /**
   * Reads lines of {@code follower<TAB>followee}, plain or gzipped; a few post much and most
   * little.
   */
  static Network read(Path file, int posts, long seed) throws IOException {
    int[][] followees = new int[1024][];
    int[] counts = new int[1024];
    int accounts = 0;
    try (BufferedReader lines = open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        int follower = Integer.parseInt(line, 0, tab, 10);
        int followee = Integer.parseInt(line, tab + 1, line.length(), 10);
        accounts = Math.max(accounts, Math.max(follower, followee) + 1);
        if (follower >= followees.length) {
          int length = Math.max(follower + 1, 2 * followees.length);
          followees = Arrays.copyOf(followees, length);
          counts = Arrays.copyOf(counts, length);
        }
        int[] list = followees[follower] == null ? new int[8] : followees[follower];
        if (counts[follower] == list.length) {
          list = Arrays.copyOf(list, 2 * list.length);
        }
        list[counts[follower]++] = followee;
        followees[follower] = list;
      }
    }
    int[][] trimmed = new int[accounts][];
    for (int i = 0; i < accounts; i++) {
      boolean any = i < followees.length && followees[i] != null;
      trimmed[i] = any ? Arrays.copyOf(followees[i], counts[i]) : new int[0];
    }
    return new Network(accounts, trimmed, skewed(accounts, posts, new SplittableRandom(seed)));
  }

  private static int[] skewed(int accounts, int posts, SplittableRandom random) {
    int[] authors = new int[posts];
    for (int i = 0; i < posts; i++) {
      double even = random.nextDouble();
      long rank = (long) (accounts * even * even);
      // A large odd step scatters the busy ones over all numbers.
      authors[i] = (int) (rank * 1_000_003L % accounts);
    }
    return authors;
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    if (file.toString().endsWith(".gz")) {
      in = new GZIPInputStream(in, 1 << 16);
    }
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), 1 << 16);
  }

  public int accounts() {
    return accounts;
  }

  public int readers() {
    return followees.length;
  }

  public int posts() {
    return postAuthors.length;
  }

  long edges() {
    return Arrays.stream(followees).mapToLong(list -> list.length).sum();
  }

  public int[] followees(int reader) {
    return followees[reader];
  }

  /** Account ids ascend, with gaps too. */
  public static long accountId(int account) {
    return 4_096L * account + 17;
  }

  /** The id of a post by its place in time; ids ascend, with gaps as real ones have. */
  public static long postId(int post) {
    return 1_024L * (post + 1L);
  }

  /** Oldest first. */
  public void forEachPost(PostConsumer consumer) {
    for (int i = 0; i < postAuthors.length; i++) {
      consumer.accept(postAuthors[i], postId(i));
    }
  }

  public void registerAll(Applier applier) {
    for (int account = 0; account < accounts; account++) {
      applier.register(accountId(account));
    }
  }

  public void postAll(Applier applier) {
    forEachPost((author, post) -> applier.post(accountId(author), post));
  }

  public void followAll(Applier applier) {
    long[] ids = new long[0];
    for (int reader = 0; reader < followees.length; reader++) {
      int[] list = followees[reader];
      ids = ids.length < list.length ? new long[list.length] : ids;
      for (int i = 0; i < list.length; i++) {
        ids[i] = accountId(list[i]);
      }
      applier.replaceFollowees(accountId(reader), ids, list.length);
    }
  }

  /** Takes a post: its author's number and its id. */
  @FunctionalInterface
  public interface PostConsumer {
    void accept(int author, long post);
  }
}
