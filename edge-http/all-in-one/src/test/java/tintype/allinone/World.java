package tintype.allinone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tintype.media.v1.Post.Audience;

/**
 * What is true of a small world, as moves leave it: plain facts without any rule. Everything has a
 * name: people their own, posts {@code p3} and comments {@code c7} after the move that made them.
 */
final class World {
  /** Whoever looks without an account. */
  static final String NOBODY = "nobody";

  /** Who suspends and reinstates, and does nothing else. */
  static final String STAFF = "staff";

  static final List<String> PEOPLE = List.of("ana", "ben", "cleo", "dan");
  static final List<String> HASHTAGS = List.of("sea", "sun");
  static final List<String> PLACES = List.of("bay", "hill");

  /** What somebody has to do with somebody or something. */
  enum Tie {
    FOLLOW,
    REQUEST,
    BLOCK,
    MUTE,
    RESTRICT,
    CLOSE_FRIEND,
    FAVOURITE,
    LIKE,
    SAVE,
    COLLECT
  }

  private record Arrow(Tie tie, String from, String to) {}

  /** Times are numbers of moves; 0 is never. */
  static final class Post {
    final String name;
    final String author;
    Audience audience = Audience.EVERYONE;
    Set<String> hashtags = Set.of();
    Set<String> mentions = Set.of();
    Set<String> tagged = Set.of();
    String place = "";
    boolean commentsOff;
    boolean likesHidden;
    boolean archived;
    int deleted;
    int pinned;
    final List<String> sharers = new ArrayList<>();

    Post(String name, String author) {
      this.name = name;
      this.author = author;
    }

    boolean isPublished() {
      return !archived && deleted == 0;
    }
  }

  /**
   * Something said under a post.
   *
   * @param thread what begins the thread that a reply is in; empty for what begins one
   * @param answered what a reply answers; else empty
   */
  record Comment(String name, String author, String post, String thread, String answered) {
    boolean isReply() {
      return !thread.isEmpty();
    }
  }

  final Set<String> privates = new TreeSet<>();
  final Set<String> suspended = new TreeSet<>();
  final Set<String> deletedComments = new TreeSet<>();
  final Set<String> pinnedComments = new TreeSet<>();
  private final Map<Arrow, Integer> ties = new HashMap<>();
  private final Map<String, Post> posts = new LinkedHashMap<>();
  private final Map<String, Comment> comments = new LinkedHashMap<>();
  private int clock;

  /** Now, which is later than ever before. */
  int tick() {
    return ++clock;
  }

  boolean has(Tie tie, String from, String to) {
    return ties.containsKey(new Arrow(tie, from, to));
  }

  /** Where there is one, it stays as old as it is. */
  void add(Tie tie, String from, String to) {
    ties.putIfAbsent(new Arrow(tie, from, to), tick());
  }

  void remove(Tie tie, String from, String to) {
    ties.remove(new Arrow(tie, from, to));
  }

  /** To whom or what, newest tie first. */
  List<String> from(Tie tie, String from) {
    return newest(arrow -> arrow.tie() == tie && arrow.from().equals(from)).map(Arrow::to).toList();
  }

  /** From whom, newest tie first. */
  List<String> to(Tie tie, String to) {
    return newest(arrow -> arrow.tie() == tie && arrow.to().equals(to)).map(Arrow::from).toList();
  }

  private Stream<Arrow> newest(Predicate<Arrow> chosen) {
    return ties.entrySet().stream()
        .filter(entry -> chosen.test(entry.getKey()))
        .sorted(Map.Entry.<Arrow, Integer>comparingByValue().reversed())
        .map(Map.Entry::getKey);
  }

  /** People who are there. */
  List<String> active() {
    return PEOPLE.stream().filter(name -> !suspended.contains(name)).toList();
  }

  void add(Post post) {
    posts.put(post.name, post);
  }

  Post post(String name) {
    return posts.get(name);
  }

  /** In the order in which they were made. */
  Collection<Post> posts() {
    return posts.values();
  }

  List<String> postNames() {
    return List.copyOf(posts.keySet());
  }

  /** Those that a post was ever of. */
  Set<String> places() {
    Set<String> places = new TreeSet<>();
    posts.values().forEach(post -> places.add(post.place));
    places.remove("");
    return places;
  }

  /** Newest first. */
  List<Post> newestPosts() {
    return List.copyOf(posts.values()).reversed();
  }

  /** Those in the bin, deleted last first. */
  List<Post> bin(String author) {
    return posts.values().stream()
        .filter(post -> post.author.equals(author) && post.deleted > 0)
        .sorted(Comparator.comparingInt((Post post) -> post.deleted).reversed())
        .toList();
  }

  void add(Comment comment) {
    comments.put(comment.name(), comment);
  }

  Comment comment(String name) {
    return comments.get(name);
  }

  List<String> commentNames() {
    return List.copyOf(comments.keySet());
  }

  /** What begins threads. */
  List<String> threads() {
    return comments.values().stream().filter(c -> !c.isReply()).map(Comment::name).toList();
  }

  /** Under a post, oldest first. */
  List<Comment> commentsOf(String post) {
    return comments.values().stream().filter(comment -> comment.post().equals(post)).toList();
  }

  /** In a thread, oldest first. */
  List<Comment> replies(String thread) {
    return comments.values().stream().filter(c -> c.thread().equals(thread)).toList();
  }
}
