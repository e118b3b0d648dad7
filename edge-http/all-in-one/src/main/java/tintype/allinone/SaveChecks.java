package tintype.allinone;

import java.util.Arrays;
import java.util.stream.LongStream;
import tintype.platform.sql.Keyspace;

/**
 * Saves as the savers' shards have them against the same as the authors' have them. It takes 8
 * bytes of memory a post and an account, and 16 a save.
 */
final class SaveChecks {
  private final Backend backend;
  private final Differences differences;
  private final long[] savers;
  private final long[] posts;

  SaveChecks(Backend backend, Differences differences) {
    this.backend = backend;
    this.differences = differences;
    this.savers =
        distinct(
            "SELECT user_id FROM saved_post WHERE saved = 1",
            "SELECT account_id FROM post_save WHERE saved = 1");
    this.posts = distinct("SELECT post_id FROM post");
  }

  void run() {
    compare(
        pairs("SELECT user_id, post_id FROM saved_post WHERE saved = 1"),
        pairs("SELECT account_id, post_id FROM post_save WHERE saved = 1"));
  }

  private long[] distinct(String... queries) {
    LongStream.Builder ids = LongStream.builder();
    for (String sql : queries) {
      backend.scan(Keyspace.MEDIA, sql, row -> ids.add(row.getLong(1)));
    }
    return ids.build().sorted().distinct().toArray();
  }

  /** Each row as one number: the places of its saver and of its post; ascending. */
  private long[] pairs(String sql) {
    LongStream.Builder pairs = LongStream.builder();
    backend.scan(
        Keyspace.MEDIA,
        sql,
        row -> {
          long saver = Arrays.binarySearch(savers, row.getLong(1));
          long post = Arrays.binarySearch(posts, row.getLong(2));
          // A save of a post that is gone for good stays with who saved it. What was saved since
          // the ids were read, the next look has.
          if (saver >= 0 && post >= 0) {
            pairs.add(saver << Integer.SIZE | post);
          }
        });
    return pairs.build().sorted().toArray();
  }

  private void compare(long[] saves, long[] mirrored) {
    int i = 0;
    int j = 0;
    while (i < saves.length || j < mirrored.length) {
      if (j == mirrored.length || (i < saves.length && saves[i] < mirrored[j])) {
        differences.add("a save of post %s is not mirrored at its author", post(saves[i++]));
      } else if (i == saves.length || mirrored[j] < saves[i]) {
        differences.add("a mirrored save of post %s is none", post(mirrored[j++]));
      } else {
        i++;
        j++;
      }
    }
  }

  private long post(long pair) {
    return posts[(int) pair];
  }
}
