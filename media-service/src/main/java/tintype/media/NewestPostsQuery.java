package tintype.media;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import tintype.platform.rpc.IdText.Owned;

/**
 * The newest published posts of many authors: one range of the index for each author, read from its
 * new end, so an author of many posts costs no more than the limit. Authors are taken some at a
 * time; once the list is full, its oldest id is a floor for those that follow.
 */
final class NewestPostsQuery {
  private static final int AUTHORS_A_STATEMENT = 50;
  private static final Comparator<Owned> NEWEST_FIRST =
      Comparator.comparingLong(Owned::id).reversed();
  private static final String OF_ONE_AUTHOR =
      """
      (SELECT user_id, post_id FROM post
      WHERE user_id = ? AND state = ? AND post_id < ? AND post_id > ?
      ORDER BY post_id DESC LIMIT ?)\
      """;

  List<Owned> run(Handle handle, Collection<Long> authors, long before, int limit) {
    List<Long> distinct = authors.stream().distinct().toList();
    List<Owned> newest = List.of();
    for (int from = 0; from < distinct.size(); from += AUTHORS_A_STATEMENT) {
      int to = Math.min(from + AUTHORS_A_STATEMENT, distinct.size());
      long floor = newest.size() < limit ? 0 : newest.getLast().id();
      newest = merge(newest, of(handle, distinct.subList(from, to), before, floor, limit), limit);
    }
    return newest;
  }

  private static List<Owned> of(
      Handle handle, List<Long> authors, long before, long floor, int limit) {
    String sql = String.join(" UNION ALL ", authors.stream().map(a -> OF_ONE_AUTHOR).toList());
    try (Query query = handle.createQuery(sql)) {
      int parameter = 0;
      for (long author : authors) {
        query.bind(parameter++, author);
        query.bind(parameter++, PostState.PUBLISHED.number());
        query.bind(parameter++, before);
        query.bind(parameter++, floor);
        query.bind(parameter++, limit);
      }
      return query
          .map((row, context) -> new Owned(row.getLong("post_id"), row.getLong("user_id")))
          .list();
    }
  }

  private static List<Owned> merge(List<Owned> newest, List<Owned> more, int limit) {
    List<Owned> merged = new ArrayList<>(newest);
    merged.addAll(more);
    merged.sort(NEWEST_FIRST);
    return merged.subList(0, Math.min(limit, merged.size()));
  }
}
