package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import tintype.allinone.World.Tie;
import tintype.graph.v1.GraphServiceGrpc;

/** What people do to each other. */
enum GraphVerb implements Verb {
  FOLLOW(14, Kind.DECISION, GraphServiceGrpc.getFollowMethod()) {
    @Override
    boolean matters(World world, String actor, String other) {
      return !world.has(Tie.FOLLOW, actor, other) && !world.has(Tie.REQUEST, actor, other);
    }

    @Override
    void take(World world, String actor, String other) {
      if (world.has(Tie.FOLLOW, actor, other)) {
        return;
      }
      if (world.privates.contains(other)) {
        world.add(Tie.REQUEST, actor, other);
      } else {
        world.remove(Tie.REQUEST, actor, other);
        world.add(Tie.FOLLOW, actor, other);
      }
    }
  },
  UNFOLLOW(4, Kind.TAKING_BACK, GraphServiceGrpc.getUnfollowMethod()) {
    @Override
    boolean matters(World world, String actor, String other) {
      return world.has(Tie.FOLLOW, actor, other) || world.has(Tie.REQUEST, actor, other);
    }

    @Override
    void take(World world, String actor, String other) {
      world.remove(Tie.FOLLOW, actor, other);
      world.remove(Tie.REQUEST, actor, other);
    }
  },
  /** The same call, where nothing was accepted yet. */
  WITHDRAW(3, Kind.TAKING_BACK, GraphServiceGrpc.getUnfollowMethod()) {
    @Override
    boolean matters(World world, String actor, String other) {
      return world.has(Tie.REQUEST, actor, other);
    }

    @Override
    void take(World world, String actor, String other) {
      UNFOLLOW.take(world, actor, other);
    }
  },
  ACCEPT(6, Kind.DECISION, GraphServiceGrpc.getAcceptMethod()) {
    @Override
    boolean matters(World world, String actor, String other) {
      return world.has(Tie.REQUEST, other, actor);
    }

    @Override
    void take(World world, String actor, String other) {
      if (world.has(Tie.REQUEST, other, actor)) {
        world.remove(Tie.REQUEST, other, actor);
        world.add(Tie.FOLLOW, other, actor);
      }
    }
  },
  DECLINE(2, Kind.TAKING_BACK, GraphServiceGrpc.getDeclineMethod()) {
    @Override
    boolean matters(World world, String actor, String other) {
      return world.has(Tie.REQUEST, other, actor);
    }

    @Override
    void take(World world, String actor, String other) {
      world.remove(Tie.REQUEST, other, actor);
    }
  },
  REMOVE_FOLLOWER(1, Kind.TAKING_BACK, GraphServiceGrpc.getRemoveFollowerMethod()) {
    @Override
    boolean matters(World world, String actor, String other) {
      return world.has(Tie.FOLLOW, other, actor);
    }

    @Override
    void take(World world, String actor, String other) {
      world.remove(Tie.FOLLOW, other, actor);
    }
  },
  /** Ends all else between the two, on both sides and for good. */
  BLOCK(3, Kind.BLOCK, GraphServiceGrpc.getBlockMethod()) {
    /** Somebody whom those mention whom the actor follows. */
    @Override
    boolean matters(World world, String actor, String other) {
      return !world.has(Tie.BLOCK, actor, other)
          && world.posts().stream()
              .anyMatch(
                  post ->
                      post.mentions.contains(other)
                          && !post.author.equals(other)
                          && world.has(Tie.FOLLOW, actor, post.author));
    }

    @Override
    void take(World world, String actor, String other) {
      Stream.of(Tie.FOLLOW, Tie.REQUEST, Tie.MUTE, Tie.RESTRICT, Tie.CLOSE_FRIEND, Tie.FAVOURITE)
          .forEach(
              tie -> {
                world.remove(tie, actor, other);
                world.remove(tie, other, actor);
              });
      world.add(Tie.BLOCK, actor, other);
    }
  },
  UNBLOCK(3, Kind.TAKING_BACK, GraphServiceGrpc.getUnblockMethod()) {
    @Override
    boolean matters(World world, String actor, String other) {
      return world.has(Tie.BLOCK, actor, other);
    }

    @Override
    void take(World world, String actor, String other) {
      world.remove(Tie.BLOCK, actor, other);
    }
  },
  MUTE(2, Kind.DECISION, GraphServiceGrpc.getMuteMethod(), "posts", true) {
    @Override
    void take(World world, String actor, String other) {
      world.add(Tie.MUTE, actor, other);
    }
  },
  UNMUTE(1, Kind.TAKING_BACK, GraphServiceGrpc.getUnmuteMethod(), "posts", true) {
    @Override
    boolean matters(World world, String actor, String other) {
      return world.has(Tie.MUTE, actor, other);
    }

    @Override
    void take(World world, String actor, String other) {
      world.remove(Tie.MUTE, actor, other);
    }
  },
  RESTRICT(5, Kind.DECISION, GraphServiceGrpc.getRestrictMethod()) {
    /** Somebody who has said something under a post of the actor's. */
    @Override
    boolean matters(World world, String actor, String other) {
      return !world.has(Tie.RESTRICT, actor, other)
          && world.posts().stream()
              .filter(post -> post.author.equals(actor))
              .flatMap(post -> world.commentsOf(post.name).stream())
              .anyMatch(comment -> comment.author().equals(other));
    }

    @Override
    void take(World world, String actor, String other) {
      world.add(Tie.RESTRICT, actor, other);
    }
  },
  UNRESTRICT(1, Kind.TAKING_BACK, GraphServiceGrpc.getUnrestrictMethod()) {
    @Override
    boolean matters(World world, String actor, String other) {
      return world.has(Tie.RESTRICT, actor, other);
    }

    @Override
    void take(World world, String actor, String other) {
      world.remove(Tie.RESTRICT, actor, other);
    }
  },
  ADD_CLOSE_FRIEND(3, Kind.DECISION, GraphServiceGrpc.getAddCloseFriendMethod()) {
    @Override
    void take(World world, String actor, String other) {
      world.add(Tie.CLOSE_FRIEND, actor, other);
    }
  },
  REMOVE_CLOSE_FRIEND(1, Kind.TAKING_BACK, GraphServiceGrpc.getRemoveCloseFriendMethod()) {
    @Override
    boolean matters(World world, String actor, String other) {
      return world.has(Tie.CLOSE_FRIEND, actor, other);
    }

    @Override
    void take(World world, String actor, String other) {
      world.remove(Tie.CLOSE_FRIEND, actor, other);
    }
  },
  ADD_FAVOURITE(1, Kind.DECISION, GraphServiceGrpc.getAddFavouriteMethod()) {
    @Override
    void take(World world, String actor, String other) {
      world.add(Tie.FAVOURITE, actor, other);
    }
  },
  REMOVE_FAVOURITE(1, Kind.TAKING_BACK, GraphServiceGrpc.getRemoveFavouriteMethod()) {
    @Override
    boolean matters(World world, String actor, String other) {
      return world.has(Tie.FAVOURITE, actor, other);
    }

    @Override
    void take(World world, String actor, String other) {
      world.remove(Tie.FAVOURITE, actor, other);
    }
  };

  /** What it needs. */
  private enum Kind {
    /** To find the other, and to block nobody whom it is about. */
    DECISION,
    /** To find the other; about one who is in hiding the rules say nothing. */
    TAKING_BACK,
    /** To find the other. */
    BLOCK
  }

  private static final int OFTEN = 12;

  private final int weight;
  private final Kind kind;
  private final MethodDescriptor<? extends Message, ? extends Message> method;
  private final Object[] fields;

  GraphVerb(
      int weight,
      Kind kind,
      MethodDescriptor<? extends Message, ? extends Message> method,
      Object... fields) {
    this.weight = weight;
    this.kind = kind;
    this.method = method;
    this.fields = fields;
  }

  /** Whether it does what shows elsewhere, and is done more often than not. */
  boolean matters(World world, String actor, String other) {
    return false;
  }

  /** Where nothing is in its way. */
  abstract void take(World world, String actor, String other);

  @Override
  public int weight() {
    return weight;
  }

  /** Those for whom there is something that matters more often than others. */
  @Override
  public List<String> actors(World world) {
    return Verb.moreOften(
        world.active(),
        actor ->
            World.PEOPLE.stream()
                .anyMatch(other -> !other.equals(actor) && matters(world, actor, other)));
  }

  @Override
  public List<String> targets(World world, String actor) {
    Rules rules = new Rules(world);
    List<String> targets = new ArrayList<>();
    for (String other : World.PEOPLE) {
      if (!other.equals(actor) && (kind != Kind.TAKING_BACK || rules.finds(actor, other))) {
        targets.addAll(Collections.nCopies(matters(world, actor, other) ? OFTEN : 1, other));
      }
    }
    return targets;
  }

  @Override
  public String change(World world, Move move) {
    if (!new Rules(world).finds(move.actor(), move.target())) {
      return Rules.NO_ACCOUNT;
    }
    if (kind == Kind.DECISION && world.has(Tie.BLOCK, move.actor(), move.target())) {
      return "FAILED_PRECONDITION BLOCKING_ACCOUNT";
    }
    take(world, move.actor(), move.target());
    return Move.DONE;
  }

  @Override
  public void call(Cast cast, Person actor, Move move) {
    Object[] all = new Object[fields.length + 2];
    System.arraycopy(fields, 0, all, 2, fields.length);
    all[0] = "account_id";
    all[1] = cast.id(move.target());
    Requests.send(actor, method, all);
  }
}
