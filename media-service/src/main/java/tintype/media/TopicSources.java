package tintype.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import tintype.media.TopicEntry.Label;
import tintype.platform.rpc.IdText.Owned;

/**
 * What the rows of posts say of their topics, those before an edit too.
 *
 * @param gone the posts that are not there any more, with what is still known of them
 */
record TopicSources(List<TopicEntry> entries, Map<Owned, Set<Topic>> gone) {
  private record Source(boolean published, PostContent content, long version) {}

  /**
   * Those of posts as they are now. The row is read before the former topics: those only grow, so
   * none is missed that a version read has lost.
   */
  static TopicSources read(Handle handle, Collection<Owned> posts) {
    Map<Owned, Source> sources = rows(handle, posts);
    Map<Owned, Set<Topic>> former = former(handle, posts);
    List<TopicEntry> entries = new ArrayList<>();
    Map<Owned, Set<Topic>> gone = new HashMap<>(former);
    sources.forEach(
        (post, source) -> {
          entries.addAll(entries(post, source, former.getOrDefault(post, Set.of())));
          gone.remove(post);
        });
    gone.forEach((post, topics) -> topics.forEach(topic -> entries.add(last(topic, post))));
    return new TopicSources(entries, gone);
  }

  /** Nothing comes after it. */
  private static TopicEntry last(Topic topic, Owned post) {
    return new TopicEntry(topic, post, Optional.empty(), false, Long.MAX_VALUE);
  }

  private static List<TopicEntry> entries(Owned post, Source source, Set<Topic> former) {
    Map<Topic, Label> labels = labels(source.content());
    Set<Topic> all = new HashSet<>(former);
    all.addAll(labels.keySet());
    List<TopicEntry> entries = new ArrayList<>();
    for (Topic topic : all) {
      Optional<Label> label = Optional.ofNullable(labels.get(topic));
      boolean listed = source.published() && label.isPresent();
      entries.add(new TopicEntry(topic, post, label, listed, source.version()));
    }
    return entries;
  }

  private static Map<Topic, Label> labels(PostContent content) {
    Map<Topic, Label> labels = new HashMap<>();
    content.hashtags().forEach(tag -> labels.put(Topic.of(tag), Label.of(tag)));
    content.place().ifPresent(spot -> labels.put(Topic.ofPlace(spot.id()), Label.of(spot)));
    content.people().forEach(tag -> labels.put(Topic.ofPerson(tag.account()), Label.NONE));
    return labels;
  }

  private static Map<Owned, Source> rows(Handle handle, Collection<Owned> posts) {
    Map<Owned, Source> sources = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT user_id, post_id, state, caption, content, version FROM post
            WHERE (user_id, post_id) IN (<keys>)
            """)
        .bindMethodsList("keys", posts, List.of("owner", "id"))
        .map((row, context) -> Map.entry(post(row), source(row)))
        .forEach(row -> sources.put(row.getKey(), row.getValue()));
    return sources;
  }

  private static Source source(ResultSet row) throws SQLException {
    return new Source(
        PostState.of(row.getInt("state")) == PostState.PUBLISHED,
        StoredContent.read(row.getString("caption"), row.getBytes("content")),
        row.getLong("version"));
  }

  private static Map<Owned, Set<Topic>> former(Handle handle, Collection<Owned> posts) {
    Map<Owned, Set<Topic>> former = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT user_id, post_id, kind, topic_id FROM post_former_topic
            WHERE (user_id, post_id) IN (<keys>)
            """)
        .bindMethodsList("keys", posts, List.of("owner", "id"))
        .map((row, context) -> Map.entry(post(row), topic(row)))
        .forEach(
            row ->
                former.computeIfAbsent(row.getKey(), post -> new HashSet<>()).add(row.getValue()));
    return former;
  }

  private static Topic topic(ResultSet row) throws SQLException {
    return new Topic(Topic.Kind.of(row.getInt("kind")), row.getLong("topic_id"));
  }

  private static Owned post(ResultSet row) throws SQLException {
    return new Owned(row.getLong("post_id"), row.getLong("user_id"));
  }
}
