package tintype.allinone;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import tintype.platform.sql.Keyspace;

/**
 * What rows of different shards or keyspaces say of each other, which no database joins: mirrored
 * follows, requests, blocks and close friends against what they mirror, who is left out of counts
 * and of topics' pages against who is hidden, and owners against accounts. It takes 16 bytes of
 * memory for each of them.
 */
final class CrossChecks {
  private final Backend backend;
  private final Differences differences;
  private final long[] accounts;
  private final long[] hidden;

  CrossChecks(Backend backend, Differences differences) {
    this.backend = backend;
    this.differences = differences;
    LongStream.Builder ids = LongStream.builder();
    LongStream.Builder hiddenIds = LongStream.builder();
    backend.scan(
        Keyspace.ACCOUNT,
        "SELECT user_id, state FROM account",
        row -> {
          ids.add(row.getLong(1));
          if (row.getInt(2) != 0) {
            hiddenIds.add(row.getLong(1));
          }
        });
    accounts = ids.build().sorted().toArray();
    hidden = hiddenIds.build().sorted().toArray();
  }

  void run() {
    compareMirror();
    refer(
        "a like of post %s is of no account",
        Keyspace.MEDIA, "SELECT account_id, post_id FROM post_like");
    refer(
        "a save of post %s is of no account",
        Keyspace.MEDIA, "SELECT user_id, post_id FROM saved_post WHERE saved = 1");
    refer(
        "comment %s is by no account",
        Keyspace.MEDIA, "SELECT account_id, comment_id FROM post_comment");
    refer(
        "a like of comment %s is of no account",
        Keyspace.MEDIA, "SELECT account_id, comment_id FROM comment_like");
    refer("post %s has no author", Keyspace.MEDIA, "SELECT user_id, post_id FROM post");
    list("a hashtag has post %s, whose author is hidden", "hashtag_post");
    list("a place has post %s, whose author is hidden", "place_post");
    list("somebody is in post %s, whose author is hidden", "tagged_post");
  }

  /** Names the posts of hidden authors that a table of topics' pages lists. */
  private void list(String sentence, String table) {
    backend.scan(
        Keyspace.MEDIA,
        "SELECT author_id, post_id FROM %s WHERE listed = 1".formatted(table),
        row -> {
          if (isHidden(row.getLong(1))) {
            differences.add(sentence, row.getLong(2));
          }
        });
  }

  /** Names the second column of the rows whose first column is no account. */
  private void refer(String sentence, Keyspace keyspace, String sql) {
    backend.scan(
        keyspace,
        sql,
        row -> {
          if (number(row.getLong(1)) < 0) {
            differences.add(sentence, row.getLong(2));
          }
        });
  }

  private void compareMirror() {
    List<MirroredFact> facts =
        List.of(
            new MirroredFact(
                "a follow by %s is not mirrored on the other side",
                "a follower of %s does not follow"),
            new MirroredFact(
                "a request by %s is not mirrored on the other side", "who asks %s has not asked"),
            new MirroredFact(
                "a block by %s is not mirrored on the other side", "who blocks %s does not block"),
            new MirroredFact(
                "a close friend of %s is not mirrored on the other side",
                "whose close friend %s is does not say so"));
    backend.scan(
        Keyspace.GRAPH,
        "SELECT user_id, other_id, following, followed_by, requested, requested_by,"
            + " blocking, blocked_by, close_friend, close_friend_of, other_hidden FROM relation",
        row -> {
          int user = number(row.getLong(1));
          int other = number(row.getLong(2));
          if (user < 0 || other < 0) {
            differences.add("a relation of %s is with nobody, or nobody's", row.getLong(1));
            return;
          }
          boolean counts = row.getInt(3) == 1 || row.getInt(4) == 1;
          if (counts && (row.getInt(11) == 1) != isHidden(row.getLong(2))) {
            differences.add("%s does not know whether somebody is hidden", row.getLong(1));
          }
          int column = 3;
          for (MirroredFact fact : facts) {
            fact.add(user, other, row.getInt(column++) == 1, row.getInt(column++) == 1);
          }
        });
    facts.forEach(fact -> fact.compare(accounts, differences));
  }

  private boolean isHidden(long account) {
    return Arrays.binarySearch(hidden, account) >= 0;
  }

  /** An account's place among all; negative for none. */
  private int number(long account) {
    return Arrays.binarySearch(accounts, account);
  }
}
