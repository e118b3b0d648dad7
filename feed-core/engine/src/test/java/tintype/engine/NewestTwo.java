package tintype.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Pages of two while the two newest posts of an author change, twice, before any two accesses of
 * the read. The second newest post is now far below the page, now on it.
 */
final class NewestTwo {
  private static final long READER = 1;
  private static final long AUTHOR = 10;
  private static final long OTHER = 11;

  /** Each pair is undone before the next try. */
  private static final Change[][] CHANGES = {
    {new Change(true, 1_001), new Change(true, 1_002)},
    {new Change(true, 1_001), new Change(false, 1_001)},
    {new Change(false, 1_000), new Change(true, 1_000)},
    {new Change(true, 999), new Change(false, 1_000)},
    {new Change(false, 1_000), new Change(false, 10)},
  };

  private record Change(boolean post, long id) {
    void apply(Applier applier) {
      if (post) {
        applier.post(AUTHOR, id);
      } else {
        applier.delete(AUTHOR, id);
      }
    }

    Change undone() {
      return new Change(!post, id);
    }
  }

  private final FeedPage page = new FeedPage();
  private final Deque<Change> due = new ArrayDeque<>();
  private final FeedStore store;

  private NewestTwo(FeedStore store) {
    this.store = store;
    store.applier().follow(READER, AUTHOR);
    store.applier().follow(READER, OTHER);
    store.applier().post(OTHER, 950);
    // Enough of them for a floor above the author's oldest post.
    for (long below = OTHER + 1; below < OTHER + 20; below++) {
      store.applier().follow(READER, below);
      store.applier().post(below, 100 + below);
    }
    store.applier().post(AUTHOR, 10);
    store.applier().post(AUTHOR, 1_000);
  }

  /** Tries every two moments of the so-and-so-many-th changes; returns how many tries. */
  static LongUnaryOperator scenarios() {
    return index -> {
      try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(8 << 20))) {
        return new NewestTwo(store).run(CHANGES[(int) index]);
      }
    };
  }

  private long run(Change[] changes) {
    List<long[]> states = new ArrayList<>();
    states.add(read());
    for (Change change : changes) {
      change.apply(store.applier());
      states.add(read());
    }
    undo(changes);
    long length = Steps.count(this::read);
    long tries = 0;
    for (long first = 0; first <= length; first++) {
      for (long second = 0; second <= length - first; second++) {
        due.addAll(List.of(changes));
        long between = second;
        Steps.after(first, () -> change(between));
        long[] found = read();
        Steps.cancel();
        if (states.stream().noneMatch(state -> Arrays.equals(state, found))) {
          throw new AssertionError(
              Arrays.toString(changes)
                  + " at "
                  + first
                  + " and "
                  + second
                  + " more accesses gave "
                  + Arrays.toString(found));
        }
        while (!due.isEmpty()) {
          due.remove().apply(store.applier());
        }
        undo(changes);
        tries++;
      }
    }
    return tries;
  }

  private void change(long accessesToTheNext) {
    due.remove().apply(store.applier());
    if (!due.isEmpty()) {
      Steps.after(accessesToTheNext, () -> change(0));
    }
  }

  private void undo(Change[] changes) {
    for (int i = changes.length - 1; i >= 0; i--) {
      changes[i].undone().apply(store.applier());
    }
  }

  private long[] read() {
    store.reader().gather(READER, Long.MAX_VALUE, 2, page);
    long[] posts = new long[page.size()];
    for (int i = 0; i < posts.length; i++) {
      posts[i] = page.postId(i);
    }
    return posts;
  }
}
