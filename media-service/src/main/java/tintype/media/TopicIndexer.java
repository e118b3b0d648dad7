package tintype.media;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.media.v1.PostEdited;
import tintype.media.v1.PostPurged;
import tintype.media.v1.PostsChanged;
import tintype.platform.changelog.AppliedPositions;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.TableCopy;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.server.DerivedRows;
import tintype.platform.server.Installation;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/**
 * Follows the change log of keyspace media and keeps the pages of hashtags, places and tagged
 * people. News only says which post to look at: its row as it is now decides, so news may come
 * late, again, or in another order.
 */
final class TopicIndexer extends DerivedRows {
  /** Posts of a copy that are looked at together. */
  private static final int COPY_POSTS = 1_000;

  private final TopicIndex index;
  private final AppliedPositions applied;

  @Inject
  TopicIndexer(Installation installation, Database database, TopicIndex index) {
    super("topic-index", installation, Keyspace.MEDIA, database);
    this.index = index;
    this.applied = new AppliedPositions(installation.clock(), Keyspace.MEDIA);
  }

  /** Which writes the pages show, as far as this process has written them. */
  AppliedPositions applied() {
    return applied;
  }

  @Override
  public void apply(ChangeBatch batch) throws InvalidProtocolBufferException {
    Set<Owned> posts = new LinkedHashSet<>();
    for (ChangeEvent event : batch.events()) {
      add(event, posts);
    }
    index.refresh(posts);
    applied.applied(batch);
  }

  private static void add(ChangeEvent event, Set<Owned> posts)
      throws InvalidProtocolBufferException {
    if (event.kind().equals(PostsChanged.getDescriptor().getName())) {
      PostsChanged news = PostsChanged.parseFrom(event.payload());
      news.getChangesList()
          .forEach(change -> posts.add(new Owned(change.getPostId(), news.getAuthorId())));
    } else if (event.kind().equals(PostEdited.getDescriptor().getName())) {
      PostEdited news = PostEdited.parseFrom(event.payload());
      posts.add(new Owned(news.getPostId(), news.getAuthorId()));
    } else if (event.kind().equals(PostPurged.getDescriptor().getName())) {
      PostPurged news = PostPurged.parseFrom(event.payload());
      posts.add(new Owned(news.getPostId(), news.getAuthorId()));
    }
  }

  /**
   * Looks at every post that has a topic or had one, hidden ones too: the kept part of the log may
   * begin after some of their changes.
   */
  @Override
  public Map<StreamId, Position> begin(ChangeLog log) {
    List<Owned> posts = new ArrayList<>();
    TableCopy current =
        new TableCopy(
            "post",
            List.of("user_id", "post_id", "caption", "content"),
            "",
            row -> {
              PostContent content = StoredContent.read(row.stringAt(2), row.bytesAt(3));
              if (!Topic.of(content).isEmpty()) {
                look(new Owned(row.longAt(1), row.longAt(0)), posts);
              }
            });
    TableCopy former =
        new TableCopy(
            "post_former_topic",
            List.of("user_id", "post_id"),
            "",
            row -> look(new Owned(row.longAt(1), row.longAt(0)), posts));
    Map<StreamId, Position> positions = log.snapshot(List.of(current, former));
    index.rebuild(posts);
    return positions;
  }

  private void look(Owned post, List<Owned> posts) {
    posts.add(post);
    if (posts.size() == COPY_POSTS) {
      index.rebuild(posts);
      posts.clear();
    }
  }
}
