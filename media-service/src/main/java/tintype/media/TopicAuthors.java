package tintype.media;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.account.v1.AccountChanged;
import tintype.media.HiddenAuthors.Renewed;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.TableCopy;
import tintype.platform.ids.IdClock;
import tintype.platform.server.DerivedRows;
import tintype.platform.server.Installation;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/**
 * Follows the change log of keyspace account and takes posts of hidden authors off the pages of
 * topics, and out of their counts, and brings them back. Who is hidden is written down first; then
 * each post gets a new version, some at a time, and its pages are told: so whoever has read a post
 * before that comes too late with it.
 */
final class TopicAuthors extends DerivedRows {
  private static final String KIND = AccountChanged.getDescriptor().getName();

  /** Longer than anybody's transaction takes. */
  private static final Duration LONGEST_COMMIT = Duration.ofMinutes(1);

  /** Posts that are looked at together. */
  private static final int POSTS = 100;

  private final HiddenAuthors authors;
  private final TopicIndex index;
  private final Clock clock;

  @Inject
  TopicAuthors(
      Installation installation, Database database, HiddenAuthors authors, TopicIndex index) {
    super("topic-authors", installation, Keyspace.ACCOUNT, database);
    this.authors = authors;
    this.index = index;
    this.clock = installation.clock();
  }

  @Override
  public void apply(ChangeBatch batch) throws InvalidProtocolBufferException {
    List<ChangeEvent> changes =
        batch.events().stream().filter(event -> event.kind().equals(KIND)).toList();
    Set<Long> known = authors.known(changes.stream().map(ChangeEvent::ownerId).toList());
    for (ChangeEvent change : changes) {
      AccountChanged news = AccountChanged.parseFrom(change.payload());
      long author = news.getAccountId();
      if (news.getHidden()) {
        known.add(author);
      }
      // Of most nothing like that was ever said.
      if (known.contains(author) && authors.put(author, news.getHidden(), change.id())) {
        look(author);
      }
    }
  }

  private void look(long author) {
    long before = Long.MAX_VALUE;
    do {
      Renewed renewed = authors.renew(author, before, POSTS);
      index.refresh(renewed.posts());
      before = renewed.next();
    } while (before > 0);
  }

  /** Whoever is hidden, and whoever is not any more: the kept part of the log may not tell. */
  @Override
  public Map<StreamId, Position> begin(ChangeLog log) {
    // News that the copy does not hold yet may have an id already: it is newer all the same.
    long version = IdClock.floorFor(clock.instant().minus(LONGEST_COMMIT));
    Set<Long> hidden = new HashSet<>();
    TableCopy copy =
        new TableCopy(
            "account", List.of("user_id", "state"), "state > 0", row -> hidden.add(row.longAt(0)));
    Map<StreamId, Position> positions = log.snapshot(List.of(copy));
    Set<Long> all = new HashSet<>(hidden);
    all.addAll(authors.all());
    for (long author : all) {
      authors.set(author, hidden.contains(author), version);
      look(author);
    }
    return positions;
  }
}
