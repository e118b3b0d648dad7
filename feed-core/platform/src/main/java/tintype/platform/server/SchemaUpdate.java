package tintype.platform.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.sql.Database;
import tintype.platform.sql.Migrations;
import tintype.platform.sql.Sweeper;

/**
 * Waits for the database of a service's keyspace, brings its schema up to date, and then lets calls
 * in. A service without a keyspace lets them in at once.
 */
final class SchemaUpdate implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SchemaUpdate.class);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private final ServiceModule module;
  private final RunningService service;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Thread thread;
  private Sweeper sweeper;

  private SchemaUpdate(ServiceModule module, RunningService service) {
    this.module = module;
    this.service = service;
  }

  /** Starts in the background. */
  static SchemaUpdate start(ServiceModule module, RunningService service) {
    SchemaUpdate update = new SchemaUpdate(module, service);
    update.thread = Thread.ofVirtual().name(module.name() + "-schema").start(update::run);
    return update;
  }

  /**
   * Returns once calls are let in, or this is closed.
   *
   * @throws RuntimeException if the database is there and its schema cannot be brought up to date
   */
  void await() throws InterruptedException {
    try {
      done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException("the schema cannot be brought up to date", e.getCause());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      if (!thread.join(STOP_LIMIT)) {
        // A statement of the update waits for a lock or for a silent database.
        thread.interrupt();
        thread.join(STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (sweeper != null) {
      sweeper.close();
    }
  }

  private void run() {
    try {
      Optional<Database> database =
          module.keyspace().map(keyspace -> module.installation().database(keyspace));
      if (database.isEmpty() || isBroughtUpToDate(database.get())) {
        service.open();
        database.ifPresent(d -> sweeper = Sweeper.start(d, module.installation().clock()));
      }
      done.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.complete(null);
    } catch (RuntimeException e) {
      service.shut(Database.reason(e));
      done.completeExceptionally(e);
    } catch (Error e) {
      // Whoever awaits this ends the process; without it, nobody would.
      done.completeExceptionally(e);
      throw e;
    }
  }

  /** False if this was closed before. A database that goes away in between is waited for anew. */
  private boolean isBroughtUpToDate(Database database) throws InterruptedException {
    while (isReachedBeforeClose(database)) {
      try {
        service.shut("updating the schema of keyspace " + database.keyspace().lowerName());
        Migrations.apply(database.config(), database.keyspace());
        return true;
      } catch (RuntimeException e) {
        if (trouble(database).isEmpty()) {
          throw e;
        }
      }
    }
    return false;
  }

  private boolean isReachedBeforeClose(Database database) throws InterruptedException {
    String told = "";
    do {
      String trouble = trouble(database);
      if (trouble.isEmpty()) {
        return closed.getCount() > 0;
      }
      if (!trouble.equals(told)) {
        told = trouble;
        service.shut("waiting for keyspace " + database.keyspace().lowerName() + ": " + trouble);
        log.atInfo()
            .addKeyValue("keyspace", database.keyspace())
            .addKeyValue("reason", trouble)
            .log("waiting for the database");
      }
    } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    return false;
  }

  /** Why the database cannot be reached now, at one try; empty where it can. */
  private static String trouble(Database database) {
    try {
      database.readApart(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
      return "";
    } catch (RuntimeException e) {
      return Database.reason(e);
    }
  }
}
