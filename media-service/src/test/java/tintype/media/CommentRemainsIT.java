package tintype.media;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;

/** Remains of comments, where taking them away fails. */
@OnEveryDatabase
class CommentRemainsIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension static final TestDatabase databases = TestDatabase.of(Keyspace.MEDIA);

  /** A first look that fails as nothing should. */
  private static final class BrokenOnce extends CommentRemains {
    private final AtomicInteger looks = new AtomicInteger();

    BrokenOnce(Database database) {
      super(database);
    }

    @Override
    boolean isAny() {
      if (looks.incrementAndGet() == 1) {
        throw new AssertionError("broken");
      }
      return super.isAny();
    }
  }

  /** Its next regular look comes much later, so it also hears that there is something to do. */
  @Test
  void anErrorDoesNotEndTheWork() {
    Database database = databases.database(Keyspace.MEDIA);
    BrokenOnce remains = new BrokenOnce(database);
    CommentRemainsSweeper sweeper = new CommentRemainsSweeper(remains, database);

    sweeper.start();
    try {
      remains.ring();
      Eventually.await(SOON, () -> remains.looks.get() >= 2);
      remains.ring();
      Eventually.await(SOON, () -> remains.looks.get() >= 3);
    } finally {
      sweeper.close();
    }
  }
}
