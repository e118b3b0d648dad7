package tintype.media;

import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.media.BinStore.Overdue;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.server.LeasedRounds;
import tintype.platform.sql.Database;

/**
 * Drops posts whose time in the bin is over: first any way back, then bytes, then rows. The rows
 * are what leads to the bytes, so a kill in between leaves a post that is due again, and never
 * bytes that nothing leads to.
 */
final class Purge extends LeasedRounds {
  private static final Logger log = LoggerFactory.getLogger(Purge.class);
  private static final int BATCH = 100;

  /** A round's share of a long backlog, so that the disk is not its alone. */
  private static final int BATCHES_A_ROUND = 10;

  private final BinStore bin;
  private final CommentStore comments;
  private final PurgedSaves saves;
  private final MediaBlobs blobs;
  private final Clock clock;

  @Inject
  Purge(
      BinStore bin,
      CommentStore comments,
      PurgedSaves saves,
      MediaBlobs blobs,
      Clock clock,
      Database database,
      MediaConfig config) {
    super("purge", database, config.purgeEvery());
    this.bin = bin;
    this.comments = comments;
    this.saves = saves;
    this.blobs = blobs;
    this.clock = clock;
  }

  @Override
  public boolean isDue() {
    return !bin.overdue(Overdue.START, Micros.now(clock), 1).isEmpty();
  }

  @Override
  public void run(BooleanSupplier mayGoOn) {
    long micros = Micros.now(clock);
    Overdue last = Overdue.START;
    for (int batch = 0; batch < BATCHES_A_ROUND; batch++) {
      List<Overdue> some = bin.overdue(last, micros, BATCH);
      for (Overdue one : some) {
        if (!mayGoOn.getAsBoolean()) {
          return;
        }
        purgeOrLog(one.post(), micros, mayGoOn);
        last = one;
      }
      if (some.size() < BATCH) {
        return;
      }
    }
  }

  /** One that cannot be dropped does not keep the others. */
  private void purgeOrLog(Owned post, long micros, BooleanSupplier mayGoOn) {
    try {
      purge(post, micros, mayGoOn);
    } catch (IOException | RuntimeException e) {
      log.atWarn().addKeyValue("post", post).setCause(e).log("A deleted post was not purged");
    }
  }

  /** Saves are in many shards, and of any number, so here and not upon the news. */
  private void purge(Owned post, long micros, BooleanSupplier mayGoOn) throws IOException {
    if (bin.claim(post, micros)) {
      blobs.drop(bin.media(post));
      comments.removeAllOf(post, micros);
      if (saves.drop(post, mayGoOn)) {
        bin.purge(post);
      }
    }
  }
}
