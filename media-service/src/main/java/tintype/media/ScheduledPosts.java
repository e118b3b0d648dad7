package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.media.DraftStore.Due;
import tintype.media.v1.Draft;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.server.LeasedRounds;
import tintype.platform.sql.Database;

/**
 * Publishes drafts whose time has come. The transaction that makes the post drops the draft, so
 * each becomes one post, also where it is published by hand at that moment, or by two processes.
 */
final class ScheduledPosts extends LeasedRounds {
  private static final Logger log = LoggerFactory.getLogger(ScheduledPosts.class);
  private static final int BATCH = 100;

  private final DraftStore drafts;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  ScheduledPosts(
      DraftStore drafts, IdGenerator ids, Clock clock, Database database, MediaConfig config) {
    super("planned-posts", database, config.publishEvery());
    this.drafts = drafts;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public boolean isDue() {
    return !drafts.due(Due.START, Micros.now(clock), 1).isEmpty();
  }

  @Override
  public void run(BooleanSupplier mayGoOn) {
    Due last = Due.START;
    List<Due> some;
    do {
      some = drafts.due(last, Micros.now(clock), BATCH);
      for (Due one : some) {
        if (!mayGoOn.getAsBoolean()) {
          return;
        }
        publishOrLog(one.draft());
        last = one;
      }
    } while (some.size() == BATCH);
  }

  /** One that cannot be published at this moment does not keep the others; it is still due. */
  private void publishOrLog(Owned draft) {
    try {
      publish(draft);
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("draft", draft).setCause(e).log("A planned post was not published");
    }
  }

  private void publish(Owned draft) {
    long micros = Micros.now(clock);
    try {
      drafts.publishDue(draft, new Owned(ids.next(), draft.owner()), micros);
    } catch (PostStore.MediaTakenException e) {
      drafts.fail(draft, Draft.Failure.MEDIA_ALREADY_USED, micros);
    }
  }
}
