package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  private static final FeedStoreConfig CONFIG = FeedStoreConfig.ofBytes(64 << 20);
  private static final long READER = 1;
  private static final int FOLLOWEES = 300;

  private final FeedStore store = FeedStore.create(CONFIG);
  private final FeedPage page = new FeedPage();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void fill() {
    file = folder.resolve("feed");
    LongStream.rangeClosed(1, 50_000).forEach(store.applier()::register);
    long[] followees = LongStream.rangeClosed(2, FOLLOWEES + 1).toArray();
    store.applier().replaceFollowees(READER, followees, followees.length);
    for (int i = 0; i < 3_000; i++) {
      store.applier().post(followees[i % FOLLOWEES], 1 + i);
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aStoreThatWasLoadedIsTheOneThatWasSaved() throws Exception {
    long[] feed = feed(store);
    Snapshot.Written written = save("here", new byte[] {4, 2});

    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.new");
    assertThat(written.bytes()).isEqualTo(Files.size(file));
    try (SnapshotFile saved = new SnapshotFile(file);
        FeedStore loaded = FeedStore.load(CONFIG, saved, bytes -> {})) {
      assertThat(saved.identity()).isEqualTo("here");
      assertThat(saved.note()).containsExactly(4, 2);
      assertThat(saved.bytes()).isEqualTo(written.bytes());
      assertThat(loaded.usage()).isEqualTo(store.usage());
      assertThat(feed(loaded)).isEqualTo(feed);
    }
  }

  @Test
  void anEmptyStoreCanBeSavedToo() throws Exception {
    try (FeedStore empty = FeedStore.create(CONFIG)) {
      empty.snapshot(file, "here", new byte[0]).done().join();
    }
    try (FeedStore loaded = load()) {
      assertThat(loaded.usage().accounts()).isZero();
      loaded.applier().post(READER, 7);
      assertThat(feed(loaded)).containsExactly(7);
    }
  }

  @Test
  void whatReadersMayHaveSeenIsFreeAfterALoad() throws Exception {
    for (long followee = 2; followee < 60; followee++) {
      store.applier().unfollow(READER, followee);
    }
    save("here", new byte[0]);
    long before = store.usage().pagesUsed();
    try (FeedStore loaded = load()) {
      for (int i = 0; i < 20_000; i++) {
        loaded.applier().unfollow(READER, 100);
        loaded.applier().follow(READER, 100);
      }
      assertThat(loaded.usage().pagesUsed()).isLessThan(before + 30);
    }
  }

  @Test
  void changesAndReadsGoOnWhileTheDiskStandsStill() throws Exception {
    long[] feed = feed(store);
    GatedSink gate = new GatedSink(1);
    Snapshot snapshot = store.snapshot(file, "here", new byte[0], gate::open);
    gate.awaitReached();
    store.applier().post(2, 50_000);
    assertThat(feed(store)).hasSize(1_000).startsWith(50_000);
    assertThatIllegalStateWhileUnderWay();
    gate.release();
    snapshot.done().join();

    try (FeedStore loaded = load()) {
      assertThat(feed(loaded)).isEqualTo(feed);
    }
  }

  private void assertThatIllegalStateWhileUnderWay() {
    assertThatThrownBy(() -> store.snapshot(file, "here", new byte[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("still being written");
  }

  @Test
  void aFullDiskLeavesTheLastOneAndTheStoreGoesOn() throws Exception {
    save("first", new byte[0]);
    GatedSink gate = new GatedSink(3);
    Snapshot snapshot = store.snapshot(file, "second", new byte[0], gate::open);
    gate.awaitReached();
    gate.fillDisk();

    assertThatThrownBy(() -> snapshot.done().join())
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    store.applier().post(2, 50_000);
    assertThat(feed(store)).startsWith(50_000);
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.new");
    assertThat(identity()).isEqualTo("first");
    save("third", new byte[0]);
    assertThat(identity()).isEqualTo("third");
  }

  @Test
  void aDiskThatStandsStillCostsTheSnapshotAndNotTheChanges() throws Exception {
    int accounts = 2_400_000;
    for (long account = 50_001; account <= accounts; account++) {
      store.applier().register(account);
    }
    GatedSink gate = new GatedSink(1);
    Snapshot snapshot = store.snapshot(file, "here", new byte[0], gate::open);
    gate.awaitReached();
    for (long account = 1; account <= accounts; account += 8_192) {
      store.applier().hide(account);
    }
    store.applier().post(3, 50_000);
    assertThat(feed(store)).startsWith(50_000);
    gate.release();

    assertThatThrownBy(() -> snapshot.done().join())
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("stood still");
    assertThat(folder).isEmptyDirectory();
    save("here", new byte[0]);
    assertThat(identity()).isEqualTo("here");
  }

  @Test
  void closingGivesUpASnapshotUnderWay() throws Exception {
    save("first", new byte[0]);
    GatedSink gate = new GatedSink(3);
    Snapshot snapshot = store.snapshot(file, "second", new byte[0], gate::open);
    gate.awaitReached();
    store.close();

    assertThatThrownBy(() -> snapshot.done().join()).isInstanceOf(RuntimeException.class);
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.new");
    assertThat(identity()).isEqualTo("first");
  }

  @Test
  void oneThatWasGivenUpSaysSo() throws Exception {
    Snapshot snapshot = store.snapshot(file, "here", new byte[0]);
    snapshot.cancel();
    if (snapshot.done().isCompletedExceptionally()) {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> snapshot.done().join());
    }
  }

  @Test
  void leftoversOfAProcessThatWasKilledDoNotHarm() throws Exception {
    Path leftover = folder.resolve("feed.new");
    Files.write(leftover, new byte[10_000_000]);
    save("here", new byte[0]);
    assertThat(leftover).doesNotExist();
    load().close();
  }

  @Test
  void aTornFileIsRefusedWhereverItEnds() throws Exception {
    save("here", new byte[0]);
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      int length = i < 3 ? i * 2_048 : random.nextInt(whole.length);
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused();
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertRefused();
  }

  @Test
  void aFlippedBitIsRefusedWhereverItIs() throws Exception {
    save("here", new byte[0]);
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 100; i++) {
      int at = i < 40 ? random.nextInt(SnapshotHeader.BYTES) : random.nextInt(whole.length);
      int flip = 1 << random.nextInt(8);
      whole[at] ^= (byte) flip;
      Files.write(file, whole);
      assertRefused();
      whole[at] ^= (byte) flip;
    }
  }

  @Test
  void aForeignFileIsRefused() throws Exception {
    Files.write(file, new byte[100_000]);
    assertThatThrownBy(this::load).hasMessageContaining("no snapshot");
    Files.delete(file);
    assertThatThrownBy(this::load).hasMessageContaining("cannot be read");
  }

  @Test
  void aStoreThatDoesNotFitTheBoundsIsRefused() throws Exception {
    save("here", new byte[0]);
    assertRefusedBy(FeedStoreConfig.ofBytes(1 << 20), "pages of 64 KiB");
    assertRefusedBy(new FeedStoreConfig(64 << 20, 10), "accounts");
    FeedStoreConfig larger = FeedStoreConfig.ofBytes(128 << 20);
    try (SnapshotFile saved = new SnapshotFile(file);
        FeedStore loaded = FeedStore.load(larger, saved, bytes -> {})) {
      assertThat(feed(loaded)).isEqualTo(feed(store));
    }
  }

  private void assertRefused() {
    assertThatThrownBy(this::load).isInstanceOf(SnapshotRefusedException.class);
  }

  private void assertRefusedBy(FeedStoreConfig config, String reason) {
    try (SnapshotFile saved = new SnapshotFile(file)) {
      assertThatThrownBy(() -> FeedStore.load(config, saved, bytes -> {}))
          .isInstanceOf(SnapshotRefusedException.class)
          .hasMessageContaining(reason);
    }
  }

  private Snapshot.Written save(String identity, byte[] note) {
    return store.snapshot(file, identity, note).done().join();
  }

  private String identity() {
    try (SnapshotFile saved = new SnapshotFile(file)) {
      return saved.identity();
    }
  }

  private FeedStore load() {
    try (SnapshotFile saved = new SnapshotFile(file)) {
      return FeedStore.load(CONFIG, saved, bytes -> {});
    }
  }

  private long[] feed(FeedStore from) {
    from.reader().gather(READER, Long.MAX_VALUE, 1_000, page);
    return LongStream.range(0, page.size()).map(i -> page.postId((int) i)).toArray();
  }
}
