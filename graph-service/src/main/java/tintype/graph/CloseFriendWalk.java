package tintype.graph;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import tintype.platform.changelog.OneTimeNote;
import tintype.platform.server.LeasedRounds;
import tintype.platform.sql.Database;

/**
 * Tells close friends from before their rows knew that they are, once in the life of a keyspace:
 * those whom the lists name. Each is told what the row says by then, so the log's news beside it, a
 * kill half way and a second walk change nothing.
 *
 * <p>It waits until the mirror is at work in this process. An older program that still held the
 * log's stream would go on telling others without this fact, behind the walk.
 */
final class CloseFriendWalk extends LeasedRounds {
  static final String NAME = "close-friend-walk";

  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Rows that one transaction locks, while their owners' own follows wait. */
  private static final int PAGE = 500;

  private static final RelationKey START = new RelationKey(0, 0);

  private final Database database;
  private final MirrorStore mirrors;
  private final FollowerMirror mirror;
  private final OneTimeNote note;
  private final int page;
  private boolean done;

  @Inject
  CloseFriendWalk(Database database, MirrorStore mirrors, FollowerMirror mirror) {
    this(database, mirrors, mirror, PAGE);
  }

  CloseFriendWalk(Database database, MirrorStore mirrors, FollowerMirror mirror, int page) {
    super(NAME, database, EVERY);
    this.database = database;
    this.mirrors = mirrors;
    this.mirror = mirror;
    this.note = new OneTimeNote(NAME, database);
    this.page = page;
  }

  @Override
  public boolean isDue() {
    done = done || note.isDone();
    return !done && mirror.isAtWork();
  }

  @Override
  public void run(BooleanSupplier mayGoOn) {
    RelationKey last = START;
    List<RelationKey> some;
    do {
      if (!mayGoOn.getAsBoolean()) {
        return;
      }
      some = after(last);
      mirrors.catchUp(some);
      last = some.isEmpty() ? last : some.getLast();
    } while (some.size() == page);
    note.done();
    done = true;
  }

  private List<RelationKey> after(RelationKey last) {
    return database.read(handle -> ListedRows.ofAll(handle, OwnList.CLOSE_FRIENDS, last, page));
  }
}
