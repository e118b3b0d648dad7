package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.media.DraftStore.Due;
import tintype.media.v1.Draft;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.server.LeasedRounds;
import tintype.platform.sql.Database;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Publishes drafts whose time has come. The transaction that makes the post drops the draft, so
 * each becomes one post, also where it is published by hand at that moment, or by two processes.
 * Those of accounts that are suspended or gone stay planned until these are back. What cannot be
 * published is tried less and less often, up to the pause of {@link RetryPause}.
 */
final class ScheduledPosts extends LeasedRounds {
  private static final Logger log = LoggerFactory.getLogger(ScheduledPosts.class);
  private static final int BATCH = 100;

  private final DraftStore drafts;
  private final DraftPublication publication;
  private final People people;
  private final Clock clock;

  @Inject
  ScheduledPosts(
      DraftStore drafts,
      DraftPublication publication,
      People people,
      Clock clock,
      Database database,
      MediaConfig config) {
    super("planned-posts", database, config.publishEvery());
    this.drafts = drafts;
    this.publication = publication;
    this.people = people;
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
      Set<Long> there = whoIsThere(some);
      for (Due one : some) {
        if (!mayGoOn.getAsBoolean()) {
          return;
        }
        if (there.contains(one.draft().owner())) {
          publishOrPostpone(one);
        } else {
          postpone(one);
        }
      }
      last = some.isEmpty() ? last : some.getLast();
    } while (some.size() == BATCH);
  }

  /** One that cannot be published does not keep the others, not even by an Error. */
  private void publishOrPostpone(Due due) {
    try {
      publish(due.draft());
    } catch (RuntimeException | Error e) {
      log.atWarn()
          .addKeyValue("draft", due.draft())
          .setCause(e)
          .log("A planned post was not published");
      postpone(due);
    }
  }

  private void postpone(Due due) {
    drafts.postpone(due, RetryPause.next(due.sinceMicros(), Micros.now(clock)));
  }

  private void publish(Owned draft) {
    Optional<DraftRow> due = drafts.find(draft).filter(row -> row.isDue(Micros.now(clock)));
    if (due.isEmpty()) {
      return;
    }
    try {
      publication.publish(due.get());
    } catch (DraftStore.ChangedException e) {
      log.atDebug()
          .addKeyValue("draft", draft)
          .log("A planned post was changed; if due, it is next");
    } catch (PostStore.MediaTakenException e) {
      drafts.fail(due.get(), Draft.Failure.MEDIA_ALREADY_USED);
    }
  }

  /** The authors whom people can see: a suspended account publishes nothing. */
  private Set<Long> whoIsThere(List<Due> some) {
    Map<Long, Person> authors =
        people.meet(Optional.empty(), some.stream().map(due -> due.draft().owner()).toList());
    return authors.entrySet().stream()
        .filter(author -> author.getValue().canBeSeen())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
