package tintype.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The feed as one would write it down: sort everything, take the first. */
final class Oracle {
  /** One line of a feed. */
  record Post(long id, long author) {}

  private final Map<Long, Set<Long>> followees = new HashMap<>();
  private final Map<Long, Map<Long, Long>> mutes = new HashMap<>();
  private final Map<Long, TreeSet<Long>> posts = new HashMap<>();
  private final Set<Long> hidden = new HashSet<>();

  void follow(long follower, long followee) {
    if (follower != followee) {
      followeesOf(follower).add(followee);
    }
  }

  void unfollow(long follower, long followee) {
    followeesOf(follower).remove(followee);
  }

  void replaceFollowees(long reader, long[] signedIds) {
    followeesOf(reader).clear();
    mutesOf(reader).clear();
    for (long id : signedIds) {
      follow(reader, Math.abs(id));
      if (id < 0) {
        mute(reader, -id, Applier.FOR_GOOD);
      }
    }
  }

  void relate(long reader, long other, boolean follows, long mutedUntil) {
    if (follows) {
      follow(reader, other);
    } else {
      unfollow(reader, other);
    }
    mute(reader, other, mutedUntil);
  }

  void mute(long reader, long followee, long until) {
    if (until > 0 && reader != followee) {
      mutesOf(reader).put(followee, until);
    } else {
      mutesOf(reader).remove(followee);
    }
  }

  /** Gives the store what it does not hold of a reader, as somebody would who asks a database. */
  void load(long reader, Applier applier) {
    Map<Long, Long> mutes = mutesOf(reader);
    Set<Long> follows = followeesOf(reader);
    long[] ids = follows.stream().mapToLong(id -> id).toArray();
    long[] untils = follows.stream().mapToLong(id -> mutes.getOrDefault(id, 0L)).toArray();
    applier.replaceFollowees(reader, ids, untils, ids.length);
    mutes.forEach((id, until) -> applier.relate(reader, id, follows.contains(id), until));
  }

  void post(long author, long id) {
    postsOf(author).add(id);
  }

  void delete(long author, long id) {
    postsOf(author).remove(id);
  }

  void hide(long author) {
    hidden.add(author);
  }

  void unhide(long author) {
    hidden.remove(author);
  }

  Set<Long> followeesOf(long reader) {
    return followees.computeIfAbsent(reader, id -> new HashSet<>());
  }

  TreeSet<Long> postsOf(long author) {
    return posts.computeIfAbsent(author, id -> new TreeSet<>());
  }

  Map<Long, Long> mutesOf(long reader) {
    return mutes.computeIfAbsent(reader, id -> new HashMap<>());
  }

  List<Post> feed(long reader, long before, int limit) {
    return feed(reader, before, limit, 0);
  }

  /** At a time in microseconds since 1970. */
  List<Post> feed(long reader, long before, int limit, long now) {
    Set<Long> authors = new HashSet<>(followeesOf(reader));
    Map<Long, Long> mutes = mutesOf(reader);
    authors.removeIf(author -> now < mutes.getOrDefault(author, 0L));
    authors.add(reader);
    authors.removeAll(hidden);
    List<Post> all = new ArrayList<>();
    for (long author : authors) {
      for (long id : postsOf(author).headSet(before)) {
        all.add(new Post(id, author));
      }
    }
    return newest(all, limit);
  }

  /** What a caller makes of a page: asks the truth for what the page says that it may lack. */
  List<Post> complete(FeedPage page, long before, int limit) {
    List<Post> all = posts(page);
    for (int i = 0; i < page.truncatedCount(); i++) {
      long author = page.truncatedAuthor(i);
      for (long id : postsOf(author).headSet(Math.min(before, page.truncatedBefore(i)))) {
        all.add(new Post(id, author));
      }
    }
    return newest(all, limit);
  }

  static List<Post> posts(FeedPage page) {
    List<Post> all = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      all.add(new Post(page.postId(i), page.authorId(i)));
    }
    return all;
  }

  private static List<Post> newest(List<Post> all, int limit) {
    all.sort(Comparator.comparingLong(Post::id).reversed());
    return all.subList(0, Math.min(limit, all.size()));
  }
}
