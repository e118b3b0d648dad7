package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.media.v1.PostsChanged;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;
import tintype.platform.sql.RequestIds.Answered;
import tintype.platform.sql.RequestIds.Key;

/** Bulk loading into MySQL: a statement for each table, however many posts. */
final class MySqlImportStore implements ImportStore {
  private final Database database;
  private final RequestIds requests;
  private final Outbox outbox;

  @Inject
  MySqlImportStore(Database database, RequestIds requests, Outbox outbox) {
    this.database = database;
    this.requests = requests;
    this.outbox = outbox;
  }

  @Override
  public Map<Key, Answered> answered(Collection<Key> keys) {
    return database.read(handle -> requests.findAll(handle, keys));
  }

  @Override
  public void add(List<Load> loads) {
    Map<Long, PostsChanged.Builder> news = news(loads);
    database.execute(
        handle -> {
          insert(handle, loads);
          count(handle, news);
          requests.rememberAll(handle, loads.stream().map(Load::request).toList());
          Map<Long, PostsChanged> rows = new TreeMap<>();
          news.forEach((author, changes) -> rows.put(author, changes.build()));
          outbox.appendAll(handle, rows);
        });
  }

  private static void insert(Handle handle, List<Load> loads) {
    PreparedBatch media = handle.prepareBatch(MediaColumns.INSERT);
    PreparedBatch posts = handle.prepareBatch(PostColumns.INSERT);
    PreparedBatch postMedia = handle.prepareBatch(PostColumns.INSERT_MEDIA);
    for (Load load : loads) {
      MediaColumns.bind(media, load.media()).add();
      PostColumns.bind(posts, load.post()).add();
      postMedia.add(load.post().ref().owner(), load.post().ref().id(), 0, load.media().ref().id());
    }
    media.execute();
    posts.execute();
    postMedia.execute();
  }

  /** In the order of the authors, so that two loads at once never wait for each other in a ring. */
  private static void count(Handle handle, Map<Long, PostsChanged.Builder> news) {
    PreparedBatch counters = handle.prepareBatch(PostColumns.COUNT);
    news.forEach((author, changes) -> counters.add(author, changes.getChangesCount()));
    counters.execute();
  }

  private static Map<Long, PostsChanged.Builder> news(List<Load> loads) {
    Map<Long, PostsChanged.Builder> news = new TreeMap<>();
    for (Load load : loads) {
      long author = load.post().ref().owner();
      news.computeIfAbsent(author, id -> PostsChanged.newBuilder().setAuthorId(id))
          .addChanges(
              PostsChanged.Change.newBuilder().setPostId(load.post().ref().id()).setVisible(true));
    }
    return news;
  }
}
