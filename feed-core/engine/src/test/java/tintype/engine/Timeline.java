package tintype.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was so when: every state of every account in a history, where version v is what holds after
 * the first v steps. It tells whether a page that was read beside the history is one that {@link
 * FeedReader#gather} may answer, and is as strict as that contract: one state of the list of
 * followees, and one of each author, from between the call's start and its end.
 */
final class Timeline {
  /** What is held of an author: ids ascending, and the id up to which others may exist. */
  private record Author(long[] posts, long limit) {
    static final Author NEW = new Author(new long[0], 0);
  }

  /** An author's part of a page. */
  private record Part(long[] posts, long truncatedBefore) {
    static final Part NOTHING = new Part(new long[0], 0);
  }

  private static final long[] NOBODY = new long[0];
  private static final long FOR_GOOD = Applier.FOR_GOOD;

  private final Map<Long, Track<Author>> authors = new ConcurrentHashMap<>();
  private final Map<Long, Track<long[]>> shown = new ConcurrentHashMap<>();
  private final Map<Long, Track<Boolean>> hidden = new ConcurrentHashMap<>();
  private final Map<Long, Integer> knownSince = new HashMap<>();
  private final Map<Long, TreeSet<Long>> followed = new HashMap<>();
  private final Map<Long, TreeSet<Long>> muted = new HashMap<>();
  private int version;

  Timeline(List<Step> history) {
    for (Step step : history) {
      version++;
      add(step);
    }
  }

  /**
   * Fails unless the page may be what a call answers that began when {@code from} steps were done
   * and ended before another than the first {@code to} had begun.
   */
  void check(FeedPage page, long reader, long before, int limit, int from, int to) {
    int known = knownSince.getOrDefault(reader, Integer.MAX_VALUE);
    if (!page.knownReader()) {
      require(known > from && page.size() == 0, "known reader is unknown", reader, from, to);
      return;
    }
    require(known <= to, "unknown reader is known", reader, from, to);
    requireOrder(page, before, limit);
    boolean full = page.size() == limit;
    long floor = full ? page.postId(limit - 1) : 0;
    Map<Long, Part> parts = parts(page);
    for (long[] list : track(shown, reader, NOBODY).between(from, to)) {
      if (isMadeOf(parts, list, reader, floor, before, full, from, to)) {
        return;
      }
    }
    throw new AssertionError(describe(parts, reader, floor, before, full, from, to));
  }

  private boolean isMadeOf(
      Map<Long, Part> parts,
      long[] list,
      long reader,
      long floor,
      long before,
      boolean full,
      int from,
      int to) {
    int met = 0;
    for (int i = -1; i < list.length; i++) {
      long author = i < 0 ? reader : list[i];
      Part part = parts.getOrDefault(author, Part.NOTHING);
      met += part == Part.NOTHING ? 0 : 1;
      if (!isStateOf(author, part, floor, before, full, from, to)) {
        return false;
      }
    }
    return met == parts.size();
  }

  /** Hidden at one moment, or shown at one and with the posts of the same or a later one. */
  private boolean isStateOf(
      long author, Part part, long floor, long before, boolean full, int from, int to) {
    Track<Boolean> hiding = track(hidden, author, false);
    int shownAt = hiding.first(false, from, to);
    if (part == Part.NOTHING && hiding.first(true, from, to) >= 0) {
      return true;
    }
    if (shownAt < 0) {
      return false;
    }
    for (Author state : track(authors, author, Author.NEW).between(shownAt, to)) {
      Part expected = part(state, floor, before, full);
      if (expected.truncatedBefore == part.truncatedBefore
          && Arrays.equals(expected.posts, part.posts)) {
        return true;
      }
    }
    return false;
  }

  private static Part part(Author state, long floor, long before, boolean full) {
    int low = place(state.posts, floor);
    int high = Math.max(low, place(state.posts, before));
    boolean named = state.limit > 0 && (!full || state.limit + 1 > floor);
    return new Part(Arrays.copyOfRange(state.posts, low, high), named ? state.limit + 1 : 0);
  }

  private static int place(long[] sorted, long id) {
    int at = Arrays.binarySearch(sorted, id);
    return at < 0 ? -at - 1 : at;
  }

  private static Map<Long, Part> parts(FeedPage page) {
    Map<Long, List<Long>> posts = new HashMap<>();
    for (int i = page.size() - 1; i >= 0; i--) {
      posts.computeIfAbsent(page.authorId(i), a -> new ArrayList<>()).add(page.postId(i));
    }
    Map<Long, Part> parts = new HashMap<>();
    posts.forEach((a, ids) -> parts.put(a, new Part(array(ids), 0)));
    for (int i = 0; i < page.truncatedCount(); i++) {
      Part part = parts.getOrDefault(page.truncatedAuthor(i), Part.NOTHING);
      require(part.truncatedBefore == 0, "named twice", page.truncatedAuthor(i), 0, 0);
      parts.put(page.truncatedAuthor(i), new Part(part.posts, page.truncatedBefore(i)));
    }
    return parts;
  }

  private static void requireOrder(FeedPage page, long before, int limit) {
    require(page.size() <= limit, "more than asked for", page.size(), 0, 0);
    long previous = before;
    for (int i = 0; i < page.size(); i++) {
      require(page.postId(i) < previous, "out of order", page.postId(i), i, 0);
      previous = page.postId(i);
    }
  }

  private static void require(boolean holds, String what, long about, int from, int to) {
    if (!holds) {
      throw new AssertionError(what + ": " + about + " [" + from + ", " + to + "]");
    }
  }

  private String describe(
      Map<Long, Part> parts, long reader, long floor, long before, boolean full, int from, int to) {
    StringBuilder text = new StringBuilder("no states of [" + from + ", " + to + "] make this: ");
    parts.forEach(
        (author, part) -> {
          if (!isStateOf(author, part, floor, before, full, from, to)) {
            text.append("\n author ").append(author).append(": ");
            text.append(Arrays.toString(part.posts)).append(" < ").append(part.truncatedBefore);
            for (Author state : track(authors, author, Author.NEW).between(from, to)) {
              text.append("\n   was ");
              text.append(Arrays.toString(part(state, floor, before, full).posts));
              text.append(" limit ").append(state.limit);
            }
          }
        });
    text.append("\n authors of the page: ").append(new TreeSet<>(parts.keySet()));
    for (long[] list : track(shown, reader, NOBODY).between(from, to)) {
      text.append("\n list: ").append(Arrays.toString(list));
    }
    return text.toString();
  }

  // The history.

  private void add(Step step) {
    switch (step) {
      case Step.Follow s -> {
        if (s.reader() != s.author()) {
          set(followed, s.reader()).add(s.author());
        }
        list(s.reader(), s.author());
      }
      case Step.Unfollow s -> {
        set(followed, s.reader()).remove(s.author());
        list(s.reader());
      }
      case Step.Mute s -> {
        boolean follows = set(followed, s.reader()).contains(s.author());
        relate(new Step.Relate(s.reader(), s.author(), follows, s.muted() ? FOR_GOOD : 0));
      }
      case Step.Relate s -> relate(s);
      case Step.Replace s -> replace(s);
      case Step.Evict s -> {
        followed.remove(s.reader());
        muted.remove(s.reader());
        list(s.reader());
      }
      case Step.Publish s -> post(s.author(), Step.postId(s.author(), s.number()));
      case Step.Delete s -> delete(s.author(), Step.postId(s.author(), s.number()));
      case Step.Hide s -> {
        track(hidden, s.author(), false).put(version, s.hidden());
        if (s.hidden()) {
          know(s.author());
        }
      }
      case Step.Prefer s -> {}
      case Step.Engage s -> {}
      case Step.Truncate s -> {
        know(s.author());
        limit(s.author(), Step.postId(s.author(), s.number()) - 1);
      }
    }
  }

  private void relate(Step.Relate s) {
    set(followed, s.reader()).remove(s.author());
    set(muted, s.reader()).remove(s.author());
    if (s.follows() && s.reader() != s.author()) {
      set(followed, s.reader()).add(s.author());
    }
    if (s.mutedUntil() > Step.Relate.PAST) {
      set(muted, s.reader()).add(s.author());
    }
    boolean adds = s.follows() || s.mutedUntil() > 0;
    list(s.reader(), adds ? new long[] {s.author()} : new long[0]);
  }

  private void replace(Step.Replace s) {
    TreeSet<Long> follows = set(followed, s.reader());
    TreeSet<Long> mutes = set(muted, s.reader());
    follows.clear();
    mutes.clear();
    for (long signed : s.authors()) {
      know(Math.abs(signed));
      follows.add(Math.abs(signed));
      if (signed < 0) {
        mutes.add(-signed);
      }
    }
    follows.remove(s.reader());
    know(s.reader());
    list(s.reader());
  }

  private void post(long author, long id) {
    know(author);
    Author now = now(author);
    int place = place(now.posts, id);
    if (id <= now.limit || place < now.posts.length && now.posts[place] == id) {
      return;
    }
    long[] posts = new long[now.posts.length + 1];
    System.arraycopy(now.posts, 0, posts, 0, place);
    posts[place] = id;
    System.arraycopy(now.posts, place, posts, place + 1, now.posts.length - place);
    put(author, new Author(posts, now.limit));
    if (posts.length + (now.limit > 0 ? 1 : 0) > Ring.MAX_SLOTS) {
      limit(author, posts[posts.length - Ring.MAX_SLOTS]);
    }
  }

  private void delete(long author, long id) {
    Author now = now(author);
    long[] left = Arrays.stream(now.posts).filter(p -> p != id).toArray();
    put(author, new Author(left, now.limit));
  }

  private void limit(long author, long limit) {
    Author now = now(author);
    if (limit > now.limit) {
      int kept = place(now.posts, limit + 1);
      long[] posts = Arrays.copyOfRange(now.posts, kept, now.posts.length);
      put(author, new Author(posts, limit));
    }
  }

  /** Notes the list of the first, and that all have been heard of if others are named too. */
  private void list(long reader, long... named) {
    for (long account : named) {
      know(reader);
      know(account);
    }
    TreeSet<Long> shows = new TreeSet<>(set(followed, reader));
    shows.removeAll(set(muted, reader));
    track(shown, reader, NOBODY).put(version, array(List.copyOf(shows)));
  }

  private void know(long account) {
    knownSince.putIfAbsent(account, version);
  }

  private Author now(long author) {
    return track(authors, author, Author.NEW).last();
  }

  private void put(long author, Author state) {
    track(authors, author, Author.NEW).put(version, state);
  }

  private static TreeSet<Long> set(Map<Long, TreeSet<Long>> sets, long account) {
    return sets.computeIfAbsent(account, a -> new TreeSet<>());
  }

  private static <T> Track<T> track(Map<Long, Track<T>> tracks, long account, T first) {
    return tracks.computeIfAbsent(account, a -> new Track<>(first));
  }

  private static long[] array(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  /** The states of one thing, and since which version each. */
  private static final class Track<T> {
    private final TreeMap<Integer, T> states = new TreeMap<>();

    Track(T first) {
      states.put(0, first);
    }

    void put(int version, T state) {
      states.put(version, state);
    }

    T last() {
      return states.lastEntry().getValue();
    }

    /** The first of the versions at which this held; -1 if none. */
    int first(T wanted, int from, int to) {
      for (var state : states.subMap(states.floorKey(from), true, to, true).entrySet()) {
        if (state.getValue().equals(wanted)) {
          return Math.max(from, state.getKey());
        }
      }
      return -1;
    }

    /** Those that held at any of the versions. */
    Iterable<T> between(int from, int to) {
      return states.subMap(states.floorKey(from), true, to, true).values();
    }
  }
}
