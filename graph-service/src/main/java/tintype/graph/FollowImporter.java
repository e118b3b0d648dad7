package tintype.graph;

import java.util.Collection;
import java.util.List;

/** Makes many follows at a time. */
interface FollowImporter {
  /**
   * What one account is to follow, after all that can be known without its rows was checked.
   *
   * @param publicIds ascending; no private, unknown, hidden or blocking account among them
   * @param privateIds ascending; these get a request instead
   */
  record Wish(long follower, List<Long> publicIds, List<Long> privateIds) {
    int size() {
      return publicIds.size() + privateIds.size();
    }
  }

  /**
   * What came of wishes.
   *
   * @param created new follows
   * @param existing follows that were there
   * @param refused what blocks, privacy and the limit of follows kept from becoming one
   */
  record Outcome(int created, int existing, int refused) {
    static final Outcome NONE = new Outcome(0, 0, 0);

    Outcome plus(Outcome that) {
      return new Outcome(created + that.created, existing + that.existing, refused + that.refused);
    }
  }

  /**
   * Puts wishes into effect, each follower once. A follower's rows, count and news commit together;
   * several followers may share a transaction. Where a call fails some followers may be done: a
   * repeat counts them as existing.
   */
  Outcome add(Collection<Wish> wishes);

  /**
   * Turns requests into follows. A row that is no request any more is passed over, and one whose
   * owner follows as many as one may; each other has its news and its owner's count with it.
   *
   * @param requests rows of those who asked, ascending
   * @return how many follows there are more
   */
  int accept(Collection<RelationKey> requests);
}
