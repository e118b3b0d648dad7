package tintype.media;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import tintype.platform.server.LeasedRounds;
import tintype.platform.sql.Database;

/**
 * Takes the remains of deleted comments away, soon after a deletion here, and from time to time
 * what other processes have left.
 */
final class CommentRemainsSweeper extends LeasedRounds {
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final CommentRemains remains;

  @Inject
  CommentRemainsSweeper(CommentRemains remains, Database database) {
    super("comment-remains", database, EVERY);
    this.remains = remains;
    remains.onRing(this::wake);
  }

  @Override
  public boolean isDue() {
    return remains.isAny();
  }

  @Override
  public void run(BooleanSupplier mayGoOn) {
    remains.clear(mayGoOn);
  }
}
