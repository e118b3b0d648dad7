package tintype.media;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.account.v1.AccountSummary;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Whose comments one viewer reads under the posts of one author: of all whose account the viewer
 * can see and does not block, but not of those whom the author restricts; oneself always. It
 * remembers whom it has met, so it is for one call.
 */
final class Commenters {
  private final People people;
  private final Restrictions restrictions;
  private final long viewer;
  private final long author;
  private final Map<Long, Person> met = new HashMap<>();
  private final Set<Long> restricted = new HashSet<>();

  Commenters(People people, Restrictions restrictions, long viewer, long author) {
    this.people = people;
    this.restrictions = restrictions;
    this.viewer = viewer;
    this.author = author;
  }

  /** Asks for those of the accounts (1,000 at most) that it has not met yet. */
  void meet(Collection<Long> accounts) {
    List<Long> strangers =
        accounts.stream().distinct().filter(account -> !met.containsKey(account)).toList();
    List<Long> others =
        strangers.stream().filter(account -> account != viewer && account != author).toList();
    Aside<Set<Long>> asked = Aside.start(() -> restrictions.by(author, others));
    met.putAll(people.meet(Optional.of(viewer), strangers));
    restricted.addAll(asked.get());
  }

  /** Whether the viewer reads what an account that was met has said. */
  boolean reads(long account) {
    Person person = met.get(account);
    return person.canBeSeen() && !person.facts().blocking() && !restricted.contains(account);
  }

  AccountSummary summary(long account) {
    return met.get(account).summary();
  }
}
