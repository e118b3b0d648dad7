package tintype.benchmarks.social;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tintype.benchmarks.GraphDraw;
import tintype.benchmarks.Network;

/**
 * A network that grows tenfold. At first a tenth of all people know none but each other. Then the
 * others come and follow whom they like, the new and the old ones, and everybody posts. Lists and
 * posts are as uneven as {@link GraphDraw} has them.
 *
 * @param accounts people in the end
 * @param follows of all of them; fewer where people are too few to have so many
 * @param posts of all of them
 * @param seed the same one draws the same network
 */
record Growth(int accounts, int follows, int posts, long seed) {
  /** Drawn beyond what is asked for, because the draw keeps to its numbers on average only. */
  private static final double SURPLUS = 1.15;

  /**
   * What one stage adds.
   *
   * @param first the lowest number of those who come
   * @param followees by number, of each who comes
   * @param authors of the new posts, oldest first
   */
  record Stage(int first, int[][] followees, int[] authors) {
    /** People after it. */
    int accounts() {
      return first + followees.length;
    }

    int follows() {
      return Arrays.stream(followees).mapToInt(list -> list.length).sum();
    }
  }

  Growth {
    if (accounts < 100 || follows < accounts || posts < accounts) {
      throw new IllegalArgumentException(
          "accounts, follows, posts: "
              + List.of(accounts, follows, posts)
              + " (expected: 100 accounts or more, and a follow and a post for each)");
    }
  }

  /** A tenth, and then the rest. */
  List<Stage> stages() {
    return Stream.of(
            stage(0, accounts / 10, follows / 10, posts / 10, seed),
            stage(accounts / 10, accounts, follows - follows / 10, posts - posts / 10, seed + 1))
        .toList();
  }

  private static Stage stage(int first, int upTo, int follows, int posts, long seed) {
    int newcomers = upTo - first;
    int each = (int) Math.ceil(SURPLUS * follows / newcomers);
    Network network =
        new GraphDraw(upTo, newcomers, each, false, (int) (SURPLUS * posts), seed).draw();
    // Those of whom the draw has lists are the first ones there, and the last ones here.
    int[][] followees = new int[newcomers][];
    for (int i = 0; i < newcomers; i++) {
      followees[i] =
          Arrays.stream(network.followees(i)).map(number -> (number + first) % upTo).toArray();
    }
    cut(followees, follows);
    int[] authors = new int[network.posts()];
    int[] filled = {0};
    network.forEachPost((author, post) -> authors[filled[0]++] = (author + first) % upTo);
    return new Stage(first, followees, Arrays.copyOf(authors, Math.min(posts, authors.length)));
  }

  /** Takes the surplus from all lists alike. Nobody is left without. */
  private static void cut(int[][] lists, int total) {
    int surplus = Arrays.stream(lists).mapToInt(list -> list.length).sum() - total;
    for (int i = 0; surplus > 0; i = (i + 1) % lists.length) {
      if (lists[i].length > 1) {
        lists[i] = Arrays.copyOf(lists[i], lists[i].length - 1);
        surplus--;
      }
    }
  }
}
