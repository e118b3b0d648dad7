package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import tintype.media.TopicEntry.Label;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;

/** The pages of topics in MySQL, each in the shard of its topic. */
final class MySqlTopicStore implements TopicStore {
  private static final String HASHTAG_POSTS = TopicTable.HASHTAG.newest();
  private static final String PLACE_POSTS = TopicTable.PLACE.newest();

  private final Database database;

  @Inject
  MySqlTopicStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Owned> newest(Topic topic, long before, int limit) {
    String sql =
        switch (topic.kind()) {
          case HASHTAG -> HASHTAG_POSTS;
          case PLACE -> PLACE_POSTS;
          case PERSON -> TaggedRows.PAGE;
        };
    return database.read(
        handle ->
            handle
                .createQuery(sql)
                .bind("topic", topic.id())
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> new Owned(row.getLong("post_id"), row.getLong("author_id")))
                .list());
  }

  @Override
  public int posts(TagName tag) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT posts FROM hashtag WHERE tag_id = ?")
                .bind(0, tag.id())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0));
  }

  @Override
  public Optional<PlaceRow> place(long id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT name, latitude, longitude, posts FROM place WHERE place_id = ? AND posts > 0")
                .bind(0, id)
                .map(
                    (row, context) ->
                        new PlaceRow(
                            new Label(row.getString(1), row.getInt(2), row.getInt(3)),
                            row.getInt(4)))
                .findOne());
  }
}
