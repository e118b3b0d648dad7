package tintype.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.visibility.People.Person;

/**
 * A page of a grid in the making: first the pins ahead of its cursor, then posts by time, of both
 * those that the viewer may see. What is left out is made up for from the rows that follow. A list
 * of ids may be old; what decides is each post's row as it is now.
 */
final class GridPage {
  /** Rows that are looked at for one page at most; a page short by that still has a token. */
  private static final int MAX_ROWS = 10_000;

  /** Rows that are read in one go. */
  private static final int MAX_CHUNK = 1_000;

  private final PostStore posts;
  private final Person author;
  private final long authorId;
  private final int size;
  private final List<PostRow> rows = new ArrayList<>();
  private GridCursor cursor;
  private boolean another;

  GridPage(PostStore posts, Person author, long authorId, GridCursor cursor, int size) {
    this.posts = posts;
    this.author = author;
    this.authorId = authorId;
    this.cursor = cursor;
    this.size = size;
  }

  /** Its posts. */
  List<PostRow> rows() {
    return rows;
  }

  /** Where the next page goes on; empty where there is none. */
  Optional<GridCursor> next() {
    return another ? Optional.of(cursor) : Optional.empty();
  }

  GridPage fill() {
    addPins();
    if (!another) {
      addByTime();
    }
    return this;
  }

  private void addPins() {
    List<Owned> ids = cursor.pinsLeft().stream().map(id -> new Owned(id, authorId)).toList();
    Map<Owned, PostRow> found = find(ids);
    for (Owned id : ids) {
      PostRow row = found.get(id);
      if (row != null && row.isPublished()) {
        if (rows.size() == size) {
          another = true;
          return;
        }
        addIfVisible(row);
      }
      cursor = cursor.pastPin(id.id());
    }
  }

  private void addByTime() {
    int looked = 0;
    int limit = size + 1 + cursor.pins().size();
    while (true) {
      List<Owned> chunk = posts.grid(authorId, cursor.before(), limit);
      Map<Owned, PostRow> found = find(chunk);
      for (Owned id : chunk) {
        boolean isPin = cursor.pins().contains(id.id());
        if (!isPin && (rows.size() == size || looked == MAX_ROWS)) {
          another = true;
          return;
        }
        if (!isPin) {
          addIfVisible(found.get(id));
        }
        cursor = cursor.past(id.id());
        looked++;
      }
      if (chunk.size() < limit) {
        return;
      }
      limit = Math.min(2 * limit, MAX_CHUNK);
    }
  }

  private Map<Owned, PostRow> find(List<Owned> ids) {
    Map<Owned, PostRow> found = new HashMap<>();
    posts.find(ids).forEach(row -> found.put(row.ref(), row));
    return found;
  }

  private void addIfVisible(@Nullable PostRow row) {
    if (row != null && row.isPublished() && author.canView(VisiblePosts.audience(row))) {
      rows.add(row);
    }
  }
}
