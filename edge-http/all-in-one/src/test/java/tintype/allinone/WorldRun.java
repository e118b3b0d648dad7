package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import tintype.testkit.Eventually;

/** A world that moves are taken in, of facts and for real at once, and looked at meanwhile. */
final class WorldRun {
  /** Of views, before and after a watched move. */
  private static final int SAMPLE = 8;

  private static final int SMALL_PAGE = 2;
  private static final int LARGE_PAGE = 100;

  /** Somebody who has written, and how. */
  private record Writer(String name, Transport door) {}

  private final World world = new World();
  private final List<Move> moves = new ArrayList<>();
  private final Set<Writer> writers = new LinkedHashSet<>();
  private final Cast cast;
  private final Duration patience;
  private final Random random;

  /**
   * @param patience how long others may wait for what somebody does
   * @param seed of pages and samples
   */
  WorldRun(Cast cast, Duration patience, long seed) {
    this.cast = cast;
    this.patience = patience;
    this.random = new Random(seed);
  }

  /** Those that were taken, the last of them perhaps in part. */
  List<Move> moves() {
    return moves;
  }

  /** Takes so many moves by chance and looks at everything three times. */
  void live(RandomMoves chance, int number) {
    for (int i = 1; i <= number; i++) {
      take(chance.next(world, i));
      if (i == number / 3) {
        checkAll(Transport.GRPC);
      } else if (i == 2 * number / 3) {
        checkAll(Transport.HTTP);
      }
    }
    for (String name : List.copyOf(world.suspended)) {
      take(
          new Move(number + 1, World.STAFF, AccountVerb.REINSTATE, name, 0, Transport.GRPC, false));
    }
    checkAll(Transport.values());
  }

  /** Takes those of the moves that are possible, and looks at everything. */
  void repeat(List<Move> again) {
    for (Move move : again) {
      if (move.isPossible(world)) {
        take(move);
      }
    }
    checkAll(Transport.values());
  }

  private void take(Move move) {
    moves.add(move);
    List<View> seen = move.watched() ? sample(move) : List.of();
    if (move.watched()) {
      settle();
    }
    await(needed(move));
    await(seen);

    String due = move.verb().change(world, move);
    String done = call(move);

    assertThat(done).as("what comes of %s", move).isEqualTo(due);
    for (View view : seen) {
      try {
        view.check(world, cast);
      } catch (AssertionError e) {
        throw new AssertionError("Not at once: " + e.getMessage(), e);
      }
    }
    writers.add(new Writer(move.actor(), move.door()));
    if (move.verb() instanceof AccountVerb) {
      await(views(List.of(World.NOBODY), move.door()).filter(v -> v.surface() == Surface.HEAD));
    }
  }

  private String call(Move move) {
    try {
      Person actor = cast.person(move.actor()).over(cast.calls(move.door()));
      move.verb().call(cast, actor, move);
      return Move.DONE;
    } catch (Refused refused) {
      return refused.codeAndReason();
    }
  }

  /** What the actor knows of, which decides what comes of the move. */
  private Stream<View> needed(Move move) {
    if (move.actor().equals(World.STAFF)) {
      return Stream.of();
    }
    String post = postOf(move.target());
    return views(List.of(move.actor()), move.door())
        .filter(
            view ->
                view.surface() == Surface.RELATIONSHIPS
                    || (view.target().equals(post)
                        && (view.surface() == Surface.POST || view.surface() == Surface.COMMENTS)));
  }

  private String postOf(String target) {
    return world.comment(target) == null ? target : world.comment(target).post();
  }

  /** Some views of the actor's that have to do with the move. */
  private List<View> sample(Move move) {
    Set<String> near =
        new LinkedHashSet<>(List.of("", move.actor(), move.target(), postOf(move.target())));
    near.addAll(World.HASHTAGS);
    near.addAll(World.PLACES);
    List<View> views =
        new ArrayList<>(
            views(List.of(move.actor()), move.door())
                .filter(view -> near.contains(view.target()))
                .toList());
    Collections.shuffle(views, random);
    return views.subList(0, Math.min(SAMPLE, views.size()));
  }

  /**
   * Waits for whatever follows the logs: what those who wrote see of their own writes is there for
   * all.
   */
  private void settle() {
    List<Surface> followers = List.of(Surface.FEED, Surface.HASHTAG, Surface.FOLLOWERS);
    for (Writer writer : writers) {
      if (world.active().contains(writer.name())) {
        Reader reader = new Reader(cast, writer.name(), writer.door(), LARGE_PAGE);
        for (Surface surface : followers) {
          String target = surface == Surface.HASHTAG ? World.HASHTAGS.getFirst() : writer.name();
          surface.reading().of(reader, target);
        }
      }
    }
    writers.clear();
  }

  private void checkAll(Transport... doors) {
    settle();
    List<String> viewers = new ArrayList<>(world.active());
    viewers.add(World.NOBODY);
    for (Transport door : doors) {
      await(views(viewers, door));
    }
  }

  private Stream<View> views(List<String> viewers, Transport door) {
    return viewers.stream()
        .flatMap(
            viewer ->
                Surface.ALL.stream()
                    .filter(surface -> surface.isFor(viewer, door))
                    .flatMap(
                        surface ->
                            surface.targets().apply(world).stream()
                                .map(
                                    target ->
                                        new View(viewer, surface, target, door, pageSize()))));
  }

  private int pageSize() {
    return random.nextInt(4) == 0 ? SMALL_PAGE : LARGE_PAGE;
  }

  private void await(Stream<View> views) {
    await(views.toList());
  }

  /** All that is as it must be at the first look needs no other one. */
  private void await(List<View> views) {
    List<View> others = views.parallelStream().filter(view -> !isRight(view)).toList();
    for (View view : others) {
      Eventually.awaitPass(patience, () -> view.check(world, cast));
    }
  }

  private boolean isRight(View view) {
    try {
      view.check(world, cast);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }
}
