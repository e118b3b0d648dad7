package tintype.graph;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.graph.MirrorStore.Edge;
import tintype.graph.v1.FollowsChanged;
import tintype.platform.changelog.AppliedPositions;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.TableCopy;
import tintype.platform.server.DerivedRows;
import tintype.platform.server.Installation;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/**
 * Follows the change log of keyspace graph and tells the others: their side of each relation, and
 * how many follow them; where they are blocked, it ends what they have with the blocker. An edge
 * carries the version of its row, so it may come late, or again.
 */
final class FollowerMirror extends DerivedRows {
  private static final Logger log = LoggerFactory.getLogger(FollowerMirror.class);
  static final String NAME = "follower-mirror";

  /** Rows of a copy that are put into effect together. */
  private static final int COPY_ROWS = 10_000;

  private final MirrorStore mirrors;
  private final HiddenMarks hidden;
  private final AppliedPositions applied;

  @Inject
  FollowerMirror(
      Installation installation, Database database, MirrorStore mirrors, HiddenMarks hidden) {
    super(NAME, installation, Keyspace.GRAPH, database);
    this.mirrors = mirrors;
    this.hidden = hidden;
    this.applied = new AppliedPositions(installation.clock(), Keyspace.GRAPH);
  }

  /** Which follows the other sides know of, as far as they were told by this process. */
  AppliedPositions applied() {
    return applied;
  }

  @Override
  public void apply(ChangeBatch batch) throws InvalidProtocolBufferException {
    List<Edge> edges = new ArrayList<>();
    for (ChangeEvent event : batch.events()) {
      if (event.kind().equals(FollowsChanged.getDescriptor().getName())) {
        add(FollowsChanged.parseFrom(event.payload()), edges);
        event.context().run(() -> log.atDebug().addKeyValue("event", event.id()).log("mirrors"));
      }
    }
    mirror(edges);
    applied.applied(batch);
  }

  private void mirror(List<Edge> edges) {
    mirrors.apply(edges);
    hidden.follow(edges);
  }

  /**
   * Copies all relations that their owners ever changed: the kept part of the log may begin after
   * some of these changes. Also the ended ones, for their mirrors may not know yet.
   */
  @Override
  public Map<StreamId, Position> begin(ChangeLog log) {
    List<Edge> edges = new ArrayList<>();
    TableCopy copy =
        new TableCopy(
            "relation",
            List.of(
                "user_id",
                "other_id",
                "following",
                "requested",
                "close_friend",
                "version",
                "follow_micros",
                "blocking",
                "block_version"),
            "version > 0",
            row -> {
              edges.add(edge(row));
              if (edges.size() == COPY_ROWS) {
                mirror(edges);
                edges.clear();
              }
            });
    Map<StreamId, Position> positions = log.snapshot(List.of(copy));
    mirror(edges);
    return positions;
  }

  private static Edge edge(TableCopy.Row row) {
    return new Edge(
        row.longAt(0),
        FollowsChanged.Edge.newBuilder()
            .setFolloweeId(row.longAt(1))
            .setFollowing(row.longAt(2) != 0)
            .setRequested(row.longAt(3) != 0)
            .setCloseFriend(row.longAt(4) != 0)
            .setVersion(row.longAt(5))
            .setChangeMicros(row.longAt(6))
            .setBlocking(row.longAt(7) != 0)
            .setBlockVersion(row.longAt(8))
            .build());
  }

  private static void add(FollowsChanged event, List<Edge> edges) {
    event.getEdgesList().forEach(edge -> edges.add(new Edge(event.getFollowerId(), edge)));
  }
}
