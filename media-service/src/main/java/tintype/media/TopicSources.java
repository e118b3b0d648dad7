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
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tintype.media.FormerTopics.Former;
import tintype.media.TopicEntry.Label;
import tintype.platform.hidden.HiddenAccounts;
import tintype.platform.rpc.IdText.Owned;

/**
 * What the rows of posts say of their topics, those before an edit too.
 *
 * @param told the posts of which former topics are among the entries, with the version that was
 *     read
 * @param spare what posts had so long ago that it need not be known any more
 * @param gone the posts that are not there any more, with what is still known of them
 */
record TopicSources(
    List<TopicEntry> entries,
    Map<Owned, Long> told,
    Map<Owned, Set<Topic>> spare,
    Map<Owned, Set<Topic>> gone) {
  private record Source(boolean published, PostContent content, long version) {
    Source unpublished() {
      return new Source(false, content, version);
    }
  }

  private TopicSources() {
    this(new ArrayList<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
  }

  /**
   * Those of posts as they are now. The row is read before the former topics and the author, so
   * nothing is missed that a version read has lost.
   *
   * @param again also former topics that were told
   * @param old former topics that were told before this time are spare, unless they came back
   */
  static TopicSources read(Handle handle, Collection<Owned> posts, boolean again, long old) {
    Map<Owned, Source> rows = rows(handle, posts);
    Map<Owned, List<Former>> former = FormerTopics.read(handle, posts);
    Set<Long> hidden =
        HiddenAccounts.hidden(handle, rows.keySet().stream().map(Owned::owner).toList()).keySet();
    TopicSources sources = new TopicSources();
    rows.forEach(
        (post, row) ->
            sources.add(
                post,
                hidden.contains(post.owner()) ? row.unpublished() : row,
                former.getOrDefault(post, List.of()),
                again,
                old));
    former.forEach(
        (post, topics) -> {
          if (!rows.containsKey(post)) {
            sources.end(post, topics);
          }
        });
    return sources;
  }

  private void add(Owned post, Source source, List<Former> former, boolean again, long old) {
    Map<Topic, Label> labels = labels(source.content());
    Set<Topic> all = new HashSet<>(labels.keySet());
    former.stream().filter(one -> again || !one.told()).map(Former::topic).forEach(all::add);
    for (Topic topic : all) {
      Optional<Label> label = Optional.ofNullable(labels.get(topic));
      boolean listed = source.published() && label.isPresent();
      entries.add(new TopicEntry(topic, post, label, listed, source.version()));
    }
    if (former.stream().anyMatch(one -> !one.told())) {
      told.put(post, source.version());
    }
    Set<Topic> forgotten =
        former.stream()
            .filter(one -> one.wasToldBefore(old))
            .map(Former::topic)
            .filter(topic -> !labels.containsKey(topic))
            .collect(Collectors.toSet());
    if (!forgotten.isEmpty()) {
      spare.put(post, forgotten);
    }
  }

  /** Nothing comes after it. */
  private void end(Owned post, List<Former> former) {
    Set<Topic> topics = former.stream().map(Former::topic).collect(Collectors.toSet());
    for (Topic topic : topics) {
      entries.add(new TopicEntry(topic, post, Optional.empty(), false, Long.MAX_VALUE));
    }
    gone.put(post, topics);
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
    OwnedKeys keys = new OwnedKeys("user_id", "post_id", posts);
    keys.bind(
            handle.createQuery(
                "SELECT user_id, post_id, state, caption, content, version FROM post WHERE "
                    + keys.condition()))
        .map(
            (row, context) ->
                Map.entry(new Owned(row.getLong("post_id"), row.getLong("user_id")), source(row)))
        .forEach(row -> sources.put(row.getKey(), row.getValue()));
    return sources;
  }

  private static Source source(ResultSet row) throws SQLException {
    return new Source(
        PostState.of(row.getInt("state")) == PostState.PUBLISHED,
        StoredContent.read(row.getString("caption"), row.getBytes("content")),
        row.getLong("version"));
  }
}
