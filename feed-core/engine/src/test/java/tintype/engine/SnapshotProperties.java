package tintype.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What is loaded is the moment of the snapshot, whatever happened while it was written. */
class SnapshotProperties {
  private static final byte[] NOTE = {1, 2, 3};

  private static Path folder;

  private final FeedStoreProperties feeds = new FeedStoreProperties();

  @BeforeContainer
  static void create() throws Exception {
    folder = Files.createTempDirectory("snapshots");
  }

  @AfterContainer
  static void delete() throws Exception {
    Files.deleteIfExists(folder.resolve("feed"));
    Files.delete(folder);
  }

  @Property(tries = 300)
  void whatIsLoadedIsTheMomentOfTheSnapshot(
      @ForAll("histories") List<Step> before,
      @ForAll("histories") List<Step> meanwhile,
      @ForAll("histories") List<Step> after,
      @ForAll @IntRange(max = 8) int writtenBefore,
      @ForAll boolean tight)
      throws Exception {
    Path file = folder.resolve("feed");
    FeedStoreConfig config = config(tight);
    Oracle oracle = new Oracle();
    try (FeedStore store = FeedStore.create(config)) {
      Oracle original = new Oracle();
      apply(before, store, oracle);
      before.forEach(step -> step.apply(original));
      GatedSink gate = new GatedSink(writtenBefore);
      Snapshot snapshot = store.snapshot(file, "here", NOTE, gate::open);
      gate.awaitReached();
      apply(meanwhile, store, original);
      gate.release();
      snapshot.done().join();
      apply(after, store, original);
      feeds.check(store, original, false);
    }
    try (SnapshotFile saved = new SnapshotFile(file);
        FeedStore store = FeedStore.load(config, saved, bytes -> {})) {
      feeds.check(store, oracle, false);
      apply(after, store, oracle);
      feeds.check(store, oracle, false);
    }
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return feeds.truncatingHistories();
  }

  /** Tight is such that lists turn cold and leave memory. */
  private FeedStoreConfig config(boolean tight) {
    FeedStoreConfig roomy = feeds.roomy();
    return tight ? roomy.withLists(130, 60) : roomy;
  }

  private static void apply(List<Step> steps, FeedStore store, Oracle oracle) {
    for (Step step : steps) {
      step.apply(store.applier());
      step.apply(oracle);
    }
  }
}
