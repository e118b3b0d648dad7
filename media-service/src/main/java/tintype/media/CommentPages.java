package tintype.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tintype.media.CommentStore.Place;

/** Pages of comments, in which what the viewer does not see is made up for by what follows. */
final class CommentPages {
  /** Rows that are looked at for one page at most; a page short by that still has a token. */
  private static final int MAX_ROWS = 10_000;

  /** Rows that are looked at in one go, together with pinned ones less than people can be met. */
  private static final int MAX_CHUNK = 400;

  /**
   * Where a list was left, exclusive.
   *
   * @param pinned how many pinned ones came before
   * @param place where the list by time was left
   */
  record Cursor(int pinned, Place place) {
    static Cursor at(Place place) {
      return new Cursor(0, place);
    }
  }

  /** A row, and where the list is left after it. */
  record Listed(CommentRow row, Cursor cursor) {}

  /**
   * @param end nothing comes after these
   */
  record Chunk(List<Listed> rows, boolean end) {}

  /** A list. */
  interface Source {
    /** The rows after a place, at least as many as asked unless they are the last. */
    Chunk after(Cursor last, int limit);
  }

  /**
   * @param last where the next page goes on; empty on the last one
   */
  record Page(List<CommentRow> rows, Optional<Cursor> last) {}

  private CommentPages() {}

  static Page fill(CommentView view, Source source, Cursor start, int size) {
    List<CommentRow> page = new ArrayList<>();
    Cursor last = start;
    int looked = 0;
    for (int limit = size + 1; ; limit = Math.min(2 * limit, MAX_CHUNK)) {
      Chunk chunk = source.after(last, limit);
      Set<CommentRow> visible = view.visible(chunk.rows().stream().map(Listed::row).toList());
      for (Listed listed : chunk.rows()) {
        if (page.size() == size || looked == MAX_ROWS) {
          return new Page(page, Optional.of(last));
        }
        if (visible.contains(listed.row())) {
          page.add(listed.row());
        }
        last = listed.cursor();
        looked++;
      }
      if (chunk.end()) {
        return new Page(page, Optional.empty());
      }
    }
  }
}
