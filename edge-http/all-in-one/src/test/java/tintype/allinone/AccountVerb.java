package tintype.allinone;

import java.util.List;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.allinone.World.Tie;
import tintype.graph.v1.GraphServiceGrpc;

/** What becomes of an account as a whole. */
enum AccountVerb implements Verb {
  GO_PRIVATE(3) {
    @Override
    public String change(World world, Move move) {
      world.privates.add(move.actor());
      return Move.DONE;
    }

    @Override
    public void call(Cast cast, Person actor, Move move) {
      Requests.send(actor, AccountServiceGrpc.getUpdateProfileMethod(), "private", true);
    }
  },
  /** Accepts nobody. */
  GO_PUBLIC(2) {
    @Override
    public String change(World world, Move move) {
      world.privates.remove(move.actor());
      return Move.DONE;
    }

    @Override
    public void call(Cast cast, Person actor, Move move) {
      Requests.send(actor, AccountServiceGrpc.getUpdateProfileMethod(), "private", false);
    }
  },
  /** Who is not there at the moment goes on waiting; the oldest account is the first to follow. */
  ACCEPT_ALL(1) {
    @Override
    public String change(World world, Move move) {
      Rules rules = new Rules(world);
      for (String sender : World.PEOPLE) {
        if (world.has(Tie.REQUEST, sender, move.actor()) && rules.finds(move.actor(), sender)) {
          world.remove(Tie.REQUEST, sender, move.actor());
          world.add(Tie.FOLLOW, sender, move.actor());
        }
      }
      return Move.DONE;
    }

    @Override
    public void call(Cast cast, Person actor, Move move) {
      Requests.send(actor, GraphServiceGrpc.getAcceptAllMethod());
    }
  },
  /** One at a time. */
  SUSPEND(2) {
    @Override
    public List<String> actors(World world) {
      return List.of(World.STAFF);
    }

    @Override
    public List<String> targets(World world, String actor) {
      return world.suspended.isEmpty() ? World.PEOPLE : List.of();
    }

    @Override
    public String change(World world, Move move) {
      world.suspended.add(move.target());
      return Move.DONE;
    }

    @Override
    public void call(Cast cast, Person actor, Move move) {
      Requests.send(
          actor,
          StaffAccountServiceGrpc.getSuspendMethod(),
          "account_id",
          cast.id(move.target()),
          "reason",
          "a test");
    }
  },
  /** The account is back as it was, but for its sessions. */
  REINSTATE(3) {
    @Override
    public List<String> actors(World world) {
      return List.of(World.STAFF);
    }

    @Override
    public List<String> targets(World world, String actor) {
      return List.copyOf(world.suspended);
    }

    @Override
    public String change(World world, Move move) {
      world.suspended.remove(move.target());
      return Move.DONE;
    }

    @Override
    public void call(Cast cast, Person actor, Move move) {
      Requests.send(
          actor,
          StaffAccountServiceGrpc.getReinstateMethod(),
          "account_id",
          cast.id(move.target()),
          "reason",
          "a test");
      cast.logIn(move.target());
    }
  };

  private final int weight;

  AccountVerb(int weight) {
    this.weight = weight;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public List<String> targets(World world, String actor) {
    return List.of("");
  }
}
