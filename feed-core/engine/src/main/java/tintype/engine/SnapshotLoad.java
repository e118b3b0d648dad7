package tintype.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Brings a snapshot's pages into an empty store: one thread reads ahead, another one inserts. */
final class SnapshotLoad {
  /** Pages read at a stretch: 4 MiB. */
  private static final int STRETCH = 64;

  private final SnapshotFile file;
  private final Pages pages;
  private final LongConsumer progress;

  SnapshotLoad(SnapshotFile file, Pages pages, LongConsumer progress) {
    this.file = file;
    this.pages = pages;
    this.progress = progress;
  }

  void run() {
    PageBuffer[] now = buffers();
    PageBuffer[] ahead = buffers();
    CompletableFuture<Void> reading = read(0, now);
    for (int first = 0; first < file.pages(); first += STRETCH) {
      await(reading);
      reading = read(first + STRETCH, ahead);
      restore(first, now, reading);
      PageBuffer[] free = now;
      now = ahead;
      ahead = free;
    }
  }

  private CompletableFuture<Void> read(int first, PageBuffer[] into) {
    return CompletableFuture.runAsync(
        () -> {
          for (int page = first; page < end(first); page++) {
            file.read(page, into[page - first]);
          }
        },
        task -> Thread.ofPlatform().daemon().name("feed-snapshot-reader").start(task));
  }

  private void restore(int first, PageBuffer[] from, CompletableFuture<Void> reading) {
    try {
      for (int page = first; page < end(first); page++) {
        pages.restore(page, from[page - first]);
      }
      progress.accept((long) end(first) * Pages.PAGE_BYTES);
    } catch (RuntimeException | Error e) {
      // The file is closed next, and must not be read then.
      reading.handle((nothing, failure) -> nothing).join();
      throw e;
    }
  }

  private int end(int first) {
    return Math.min(file.pages(), first + STRETCH);
  }

  private static void await(CompletableFuture<Void> reading) {
    try {
      reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static PageBuffer[] buffers() {
    return Stream.generate(PageBuffer::allocate).limit(STRETCH).toArray(PageBuffer[]::new);
  }
}
