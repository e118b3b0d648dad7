package tintype.feed;

import java.util.List;
import tintype.engine.Applier;
import tintype.engine.FeedStore;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.TableCopy;
import tintype.platform.changelog.TableCopy.Row;

/**
 * Fills an empty store with the tables as they are: accounts first, in the order of their ids,
 * because that is where the engine's dictionary costs least; then follows, then posts. The three
 * are of three moments, and tailing from each one's own position makes up for that.
 */
final class SnapshotCopy {
  private final FeedLogs logs;
  private final FeedStore store;
  private final Applier applier;
  private final FollowLists lists;
  private final RebuildProgress progress;

  /**
   * @param lists of the store
   */
  SnapshotCopy(FeedLogs logs, FeedStore store, FollowLists lists, RebuildProgress progress) {
    this.logs = logs;
    this.store = store;
    this.applier = store.applier();
    this.lists = lists;
    this.progress = progress;
  }

  /** Where to go on in each log. */
  List<LogPositions> run() {
    return List.of(accounts(), follows(), posts());
  }

  private LogPositions accounts() {
    LongList all = new LongList();
    LongList hidden = new LongList();
    LogPositions positions =
        copy(
            "accounts",
            logs.account(),
            new TableCopy(
                "account",
                List.of("user_id", "state"),
                "",
                row -> {
                  progress.row();
                  all.add(row.longAt(0));
                  if (row.longAt(1) != 0) {
                    hidden.add(row.longAt(0));
                  }
                }));
    for (long account : all.sorted()) {
      applier.register(account);
    }
    for (long account : hidden.sorted()) {
      applier.hide(account);
    }
    return positions;
  }

  private LogPositions follows() {
    FolloweeRuns runs = new FolloweeRuns();
    LogPositions positions =
        copy(
            "follows",
            logs.graph(),
            new TableCopy(
                "relation",
                List.of("user_id", "other_id", "muting_posts", "mute_posts_end_micros"),
                "following = 1",
                runs::accept));
    runs.end();
    return positions;
  }

  private LogPositions posts() {
    return copy(
        "posts",
        logs.media(),
        new TableCopy(
            "post",
            List.of("user_id", "post_id"),
            "state = 0",
            row -> {
              progress.row();
              applier.post(row.longAt(0), row.longAt(1));
            }));
  }

  private LogPositions copy(String what, ChangeLog log, TableCopy table) {
    progress.begin("copying " + what);
    LogPositions positions = new LogPositions(log, log.snapshot(List.of(table)));
    progress.end();
    return positions;
  }

  /**
   * Rows come in no promised order, but in practice a follower's stand together: such a run is
   * stored in one exact piece, and only what straggles in later is added edge by edge. Lists for
   * which there is no room are loaded when they are read.
   */
  private final class FolloweeRuns {
    private final LongList followees = new LongList();
    private final LongList mutedUntil = new LongList();
    private boolean anyMuted;
    private long follower;

    void accept(Row row) {
      progress.row();
      if (row.longAt(0) != follower) {
        end();
        follower = row.longAt(0);
      }
      long until = Followees.mutedUntil(row.longAt(2) != 0, row.longAt(3));
      followees.add(row.longAt(1));
      mutedUntil.add(until);
      anyMuted |= until > 0;
    }

    void end() {
      if (followees.size() == 0) {
        return;
      }
      if (store.reader().isResident(follower)) {
        for (int i = 0; i < followees.size(); i++) {
          lists.set(follower, followees.array()[i], true, mutedUntil.array()[i]);
        }
      } else {
        lists.offer(follower, run());
      }
      followees.clear();
      mutedUntil.clear();
      anyMuted = false;
    }

    private Followees run() {
      return anyMuted
          ? new Followees(followees.toArray(), mutedUntil.toArray())
          : Followees.of(followees.toArray());
    }
  }
}
