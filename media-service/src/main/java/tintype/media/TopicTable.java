package tintype.media;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.media.TopicEntry.Label;

/** The two tables of a kind of topic that has a page of its own: its row, and its posts. */
enum TopicTable {
  HASHTAG("hashtag", "hashtag_post", "hashtag_page", "tag_id") {
    @Override
    String lock() {
      return """
          INSERT INTO hashtag (tag_id, name, posts) VALUES (?, ?, 0)
          ON DUPLICATE KEY UPDATE name = IF(name = '', VALUES(name), name)
          """;
    }

    @Override
    void addTo(PreparedBatch lock, long topic, Label label) {
      lock.add(topic, label.name());
    }
  },

  PLACE("place", "place_post", "place_page", "place_id") {
    @Override
    String lock() {
      return """
          INSERT INTO place (place_id, name, latitude, longitude, posts) VALUES (?, ?, ?, ?, 0)
          ON DUPLICATE KEY UPDATE
            latitude = IF(name = '', VALUES(latitude), latitude),
            longitude = IF(name = '', VALUES(longitude), longitude),
            name = IF(name = '', VALUES(name), name)
          """;
    }

    @Override
    void addTo(PreparedBatch lock, long topic, Label label) {
      lock.add(topic, label.name(), label.latitude(), label.longitude());
    }
  };

  private final String topics;
  private final String posts;
  private final String page;
  private final String id;

  TopicTable(String topics, String posts, String page, String id) {
    this.topics = topics;
    this.posts = posts;
    this.page = page;
    this.id = id;
  }

  /** Locks a topic's row, made anew where it is missing, and named where it has no name yet. */
  abstract String lock();

  abstract void addTo(PreparedBatch lock, long topic, Label label);

  /** Some posts of some topics. */
  String known() {
    return "SELECT %1$s AS topic_id, post_id, listed, version FROM %2$s WHERE (%1$s, post_id)"
            .formatted(id, posts)
        + " IN (<keys>)";
  }

  /** Adds or changes a post of a topic. */
  String put() {
    return """
        INSERT INTO %2$s (%1$s, post_id, author_id, listed, version) VALUES (?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE listed = VALUES(listed), version = VALUES(version)
        """
        .formatted(id, posts);
  }

  /** Drops a post that is not listed from a topic. */
  String drop() {
    return drop(posts, id);
  }

  /** The same of any table that has these columns. */
  static String drop(String posts, String id) {
    return "DELETE FROM %2$s WHERE %1$s = ? AND post_id = ? AND listed = 0".formatted(id, posts);
  }

  /** Moves a topic's number of posts. */
  void count(Handle handle, long topic, int delta) {
    handle.execute(
        "UPDATE %2$s SET posts = GREATEST(posts + ?, 0) WHERE %1$s = ?".formatted(id, topics),
        delta,
        topic);
  }

  /** What the number is called, as a counter. */
  String counter() {
    return topics + "_posts";
  }

  /** Of some topics the numbers of posts. */
  String numbers() {
    return "SELECT %1$s, posts FROM %2$s WHERE %1$s IN (<topics>)".formatted(id, topics);
  }

  /** How many rows these count. */
  String listed() {
    return """
        SELECT %1$s, COUNT(*) FROM %2$s FORCE INDEX (%3$s)
        WHERE %1$s IN (<topics>) AND listed = 1 GROUP BY %1$s
        """
        .formatted(id, posts, page);
  }

  /**
   * Both of one topic, of one moment, as {@link SlotRecount} looks: first or second, and the
   * number; a topic that is not there has no first.
   */
  String look(long topic) {
    return """
        SELECT 0 AS counted, posts AS number FROM %2$s WHERE %1$s = %5$d
        UNION ALL
        SELECT 1 AS counted, COUNT(*) AS number FROM %3$s FORCE INDEX (%4$s)
        WHERE %1$s = %5$d AND listed = 1
        """
        .formatted(id, topics, posts, page, topic);
  }

  /** The posts of a topic, newest first. */
  String newest() {
    return newest(posts, page, id);
  }

  /** The same of any table that has these columns. */
  static String newest(String posts, String page, String id) {
    return """
        SELECT post_id, author_id FROM %2$s FORCE INDEX (%3$s)
        WHERE %1$s = :topic AND listed = 1 AND post_id < :before
        ORDER BY post_id DESC LIMIT :limit
        """
        .formatted(id, posts, page);
  }
}
