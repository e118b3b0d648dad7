package tintype.media;

import java.util.List;

/**
 * The tables whose rows go with a post: those in the shard of its author that name it by {@code
 * user_id} and {@code post_id}, the beginning of a key. Saves go by {@link PurgedSaves}; whatever
 * else is kept of a post in other shards goes upon the news that it was purged.
 */
final class PurgedTables {
  /** Of any number of rows a post. */
  static final List<String> UNDER_A_POST =
      List.of(
          "post_like",
          "post_like_counter",
          "post_comment",
          "post_comment_counter",
          "comment_pin",
          "post_share",
          "post_share_counter");

  /** Of few rows, which go last and together. */
  static final List<String> OF_A_POST = List.of("post_media", "post");

  private PurgedTables() {}
}
