package tintype.feed;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;
import tintype.engine.SnapshotFile;
import tintype.engine.SnapshotRefusedException;
import tintype.platform.changelog.StreamId;

/** The last snapshot, found to be one of these logs. */
final class SavedFeed implements AutoCloseable {
  private static final long KIB = 1 << 10;

  private final SnapshotFile file;
  private final SavedPlaces places;

  /**
   * @param identity of the logs
   * @throws SnapshotRefusedException where it is of another database, or damaged
   */
  SavedFeed(Path path, String identity, FeedLogs logs) {
    file = new SnapshotFile(path);
    try {
      if (!file.identity().equals(identity)) {
        throw new SnapshotRefusedException(
            "it is of [" + file.identity() + "] (expected: [" + identity + "])");
      }
      places = SavedPlaces.decode(file.note());
      Set<StreamId> streams = new HashSet<>();
      logs.all().forEach(log -> streams.addAll(log.streams()));
      if (!places.at().keySet().equals(streams)) {
        throw new SnapshotRefusedException(
            "it has places in " + places.at().keySet() + " (expected: in " + streams + ")");
      }
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  SavedPlaces places() {
    return places;
  }

  long bytes() {
    return file.bytes();
  }

  FeedStore load(FeedStoreConfig config, RebuildProgress progress) {
    progress.begin("loading the snapshot", "KiB of " + file.bytes() / KIB);
    FeedStore store = FeedStore.load(config, file, bytes -> progress.reach(bytes / KIB));
    progress.end();
    return store;
  }

  @Override
  public void close() {
    file.close();
  }
}
