package tintype.allinone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tintype.media.v1.Media;

/**
 * One of those who write at random, and the memory of what the system has acknowledged to it. No
 * two clients write the same post or the same edge, so the order of each one's writes is known.
 */
final class WritingClient {
  /** Everything that clients share. */
  record World(String name, long[] accounts, List<byte[]> pictures, int sharers) {}

  /** Acknowledged creates that are repeated after each kill. */
  private static final int REPEATS = 3;

  private final int number;
  private final World world;
  private final Door door;
  private final long[] actors;
  private final boolean sharesActors;
  private final Random random;
  private final List<WrittenPost> posts = new ArrayList<>();
  private final Map<Edge, Edge.State> edges = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final UntilCut calls = new UntilCut();
  private Tally tally = Tally.NONE;
  private int round;

  /**
   * @param number among the sharers, those whose actors are all accounts; or beyond them
   * @param actors that it writes for
   */
  WritingClient(int number, World world, Door door, long[] actors, long seed) {
    this.number = number;
    this.world = world;
    this.door = door;
    this.actors = actors;
    this.sharesActors = number < world.sharers();
    this.random = new Random(seed * 1_000_003 + number);
  }

  List<WrittenPost> posts() {
    return posts;
  }

  Map<Edge, Edge.State> edges() {
    return edges;
  }

  /** Answers that no correct system gives, each told once. */
  List<String> takeProblems() {
    List<String> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }

  /** Remembers a follow that was acknowledged to somebody else. */
  void remember(Edge edge) {
    edges.put(edge, new Edge.State(true, true));
  }

  /** Whether this client writes that edge. */
  boolean writes(Edge edge) {
    return Math.floorMod(edge.hashCode(), world.sharers()) == number;
  }

  /** Writes until the system has been cut off; returns what it was told. */
  Tally write(int round, BooleanSupplier cut) {
    this.round = round;
    calls.mind(cut);
    tally = Tally.NONE;
    try {
      while (!cut.getAsBoolean()) {
        writeSomething();
      }
    } catch (UntilCut.CutException e) {
      tally = tally.plus(Tally.UNANSWERED);
    }
    return tally;
  }

  /** Repeats what was not answered, and some of what was. */
  void settle() {
    calls.insist();
    posts.stream().filter(post -> !post.isSettled()).forEach(this::finish);
    edges.entrySet().stream()
        .filter(edge -> !edge.getValue().acknowledged())
        .map(Map.Entry::getKey)
        .toList()
        .forEach(edge -> set(edge, edges.get(edge).following()));
    List<WrittenPost> live = posts.stream().filter(WrittenPost::isLive).toList();
    live.subList(Math.max(0, live.size() - REPEATS), live.size()).forEach(this::repeat);
  }

  private void writeSomething() {
    int dice = random.nextInt(100);
    if (dice < 45) {
      long author = actors[random.nextInt(actors.length)];
      int picture = random.nextInt(world.pictures().size());
      String caption = world.name() + " " + number + "-" + posts.size() + " #" + world.name();
      WrittenPost post = new WrittenPost(author, picture, caption, round, random);
      posts.add(post);
      finish(post);
    } else if (dice < 75) {
      set(newEdge(), true);
    } else if (dice < 90) {
      pick(
          edges.keySet().stream().filter(edge -> edges.get(edge).following()).toList(),
          edge -> set(edge, false));
    } else {
      pick(posts.stream().filter(p -> p.isSettled() && p.isLive()).toList(), this::delete);
    }
  }

  private <T> void pick(List<T> all, Consumer<T> action) {
    if (!all.isEmpty()) {
      action.accept(all.get(random.nextInt(all.size())));
    }
  }

  private Edge newEdge() {
    while (true) {
      long follower = actors[random.nextInt(actors.length)];
      long followee = world.accounts()[random.nextInt(world.accounts().length)];
      Edge edge = new Edge(follower, followee);
      if (follower != followee && (!sharesActors || writes(edge))) {
        return edge;
      }
    }
  }

  private void finish(WrittenPost post) {
    if (post.media == null) {
      post.media = upload(post);
    }
    if (post.id == null) {
      post.id = create(post);
      tally = tally.plus(Tally.OF_A_POST);
    }
    if (post.deletionAsked && !post.deleted) {
      delete(post);
    }
  }

  private void delete(WrittenPost post) {
    post.deletionAsked = true;
    calls.answer(
        () -> {
          door.deletePost(post.author, post.id);
          return true;
        });
    post.deleted = true;
    tally = tally.plus(Tally.OF_A_DELETION);
  }

  private void set(Edge edge, boolean following) {
    edges.put(edge, new Edge.State(following, false));
    calls.answer(
        () -> {
          if (following) {
            door.follow(edge.follower(), edge.followee());
          } else {
            door.unfollow(edge.follower(), edge.followee());
          }
          return true;
        });
    edges.put(edge, new Edge.State(following, true));
    tally = tally.plus(following ? Tally.OF_A_FOLLOW : Tally.OF_AN_UNFOLLOW);
  }

  private void repeat(WrittenPost post) {
    Media media = upload(post);
    if (!media.getId().equals(post.media.getId())) {
      problems.add("upload of " + post + " repeated: also " + media.getId());
    }
    String id = create(post);
    if (!id.equals(post.id)) {
      problems.add("post " + post + " repeated: also " + id);
    }
  }

  private Media upload(WrittenPost post) {
    byte[] picture = world.pictures().get(post.picture);
    return calls.answer(() -> door.upload(post.author, picture, post.uploadRequest));
  }

  private String create(WrittenPost post) {
    return calls.answer(
        () -> door.createPost(post.author, post.media.getId(), post.caption, post.createRequest));
  }
}
