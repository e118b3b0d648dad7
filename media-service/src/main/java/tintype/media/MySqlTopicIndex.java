package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.ShardBatches;

/** The pages of topics in keyspace media. */
final class MySqlTopicIndex implements TopicIndex {
  /** The optimizer's work grows with the square of a list of keys. */
  private static final int POSTS_A_STATEMENT = 100;

  /** Rows of one transaction, during which nobody else changes these topics. */
  private static final int ENTRIES_A_TRANSACTION = 100;

  /** They may meet in the same topics, and then wait for each other. */
  private static final int MAX_TRANSACTIONS = 2;

  /** Between a look at posts and the last transaction that begins to write it. */
  private static final Duration MAX_LOOK = Duration.ofMinutes(1);

  /**
   * How long what a page was told stays known: longer than any look may be under way, with what it
   * began to write. Until then the page's row refuses what was read before it was told.
   */
  static final Duration TOLD_FOR = Duration.ofMinutes(10);

  private final Database database;
  private final Clock clock;
  private final ShardBatches batches;

  @Inject
  MySqlTopicIndex(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.batches = new ShardBatches(database, MAX_TRANSACTIONS);
  }

  @Override
  public void refresh(Collection<Owned> posts) {
    refresh(posts, false);
  }

  @Override
  public void rebuild(Collection<Owned> posts) {
    refresh(posts, true);
  }

  private void refresh(Collection<Owned> posts, boolean again) {
    List<Owned> all = posts.stream().distinct().toList();
    for (int from = 0; from < all.size(); from += POSTS_A_STATEMENT) {
      List<Owned> part = all.subList(from, Math.min(all.size(), from + POSTS_A_STATEMENT));
      long now = Micros.now(clock);
      TopicSources sources =
          database.read(handle -> TopicSources.read(handle, part, again, now - micros(TOLD_FOR)));
      apply(sources.entries(), now);
      sources.told().forEach(this::tell);
      sources.spare().forEach(this::dropSpare);
      sources.gone().forEach(this::drop);
    }
  }

  private void tell(Owned post, long version) {
    database.execute(handle -> FormerTopics.told(handle, post, version, Micros.now(clock)));
  }

  /** From the pages first: what is forgotten leads there. */
  private void dropSpare(Owned post, Set<Topic> topics) {
    topics.forEach(topic -> dropFromPage(post, topic));
    database.execute(handle -> topics.forEach(topic -> FormerTopics.forget(handle, post, topic)));
  }

  /** What was there to the last is forgotten last: a drop that breaks off is begun anew. */
  private void drop(Owned post, Set<Topic> topics) {
    topics.forEach(topic -> dropFromPage(post, topic));
    database.execute(handle -> FormerTopics.forget(handle, post));
  }

  private void dropFromPage(Owned post, Topic topic) {
    String sql =
        switch (topic.kind()) {
          case HASHTAG -> TopicTable.HASHTAG.drop();
          case PLACE -> TopicTable.PLACE.drop();
          case PERSON -> TaggedRows.DROP;
        };
    database.execute(handle -> handle.execute(sql, topic.id(), post.id()));
  }

  private void apply(List<TopicEntry> entries, long lookMicros) {
    for (Topic.Kind kind : Topic.Kind.values()) {
      List<TopicEntry> own = new ArrayList<>(entries);
      own.removeIf(entry -> entry.topic().kind() != kind);
      own.sort(TopicEntry.ORDER);
      batches.transact(
          own,
          entry -> entry.topic().id(),
          entry -> 1,
          ENTRIES_A_TRANSACTION,
          batch -> transact(kind, batch, lookMicros));
    }
  }

  /** Fails where the look is too old, and is to be taken anew. */
  private boolean transact(Topic.Kind kind, List<TopicEntry> batch, long lookMicros) {
    database.execute(
        handle -> {
          if (Micros.now(clock) - lookMicros > micros(MAX_LOOK)) {
            throw new IllegalStateException("what was read of posts is too old to be written");
          }
          apply(handle, kind, batch);
        });
    return true;
  }

  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }

  private static void apply(Handle handle, Topic.Kind kind, List<TopicEntry> batch) {
    switch (kind) {
      case HASHTAG -> new TopicRows(handle, TopicTable.HASHTAG).apply(batch);
      case PLACE -> new TopicRows(handle, TopicTable.PLACE).apply(batch);
      case PERSON -> TaggedRows.apply(handle, batch);
    }
  }
}
