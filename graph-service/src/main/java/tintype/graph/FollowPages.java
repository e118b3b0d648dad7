package tintype.graph;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.visibility.People;

/**
 * Pages of an account's followers, and of whom it follows: first those whom the viewer follows as
 * well, then the others, each newest first.
 *
 * <p>Whom the viewer follows is asked as of the first page, so that what they follow and unfollow
 * between two pages moves nobody from one stretch to the other. The newest change by then says when
 * that was: {@link FollowTimes} lets all that are committed later be later.
 */
final class FollowPages {
  /** Whom the viewer follows as well, and the others. */
  private static final int MUTUAL = 0;

  private static final int OTHERS = 1;

  /** Those of a list whom the viewer followed at that time: all, newest first. */
  @FunctionalInterface
  interface Mutual {
    List<Listed> of(long viewer, long account, long at);
  }

  /**
   * A place in a list.
   *
   * @param at when the viewer's follows had changed last as of the first page
   */
  private record Place(int stretch, Listed last, long at) {}

  private final Gate gate;
  private final People people;
  private final PageTokens tokens;
  private final RelationStore relations;

  @Inject
  FollowPages(Gate gate, People people, PageTokens tokens, RelationStore relations) {
    this.gate = gate;
    this.people = people;
    this.tokens = tokens;
    this.relations = relations;
  }

  /**
   * A page of somebody's list, which is empty where the account's content is not for the viewer.
   *
   * @throws tintype.platform.rpc.ApiException ACCOUNT_NOT_FOUND, PAGE_TOKEN_INVALID
   */
  PeoplePages.Page page(PeoplePages.Query query, PeoplePages.Rows rows, Mutual mutual) {
    int size = PageSize.of(query.pageSize());
    Place start = start(query);
    if (!gate.isOpen(query)) {
      return PeoplePages.Page.EMPTY;
    }

    PageFill fill =
        new PageFill(people, query.viewer(), NamePrefix.of(query.filter()).choice(), size);
    Optional<Place> next = fill(fill, query, rows, mutual, start);
    return new PeoplePages.Page(fill.page(), next.map(place -> seal(query, place)).orElse(""));
  }

  private Optional<Place> fill(
      PageFill fill, PeoplePages.Query query, PeoplePages.Rows rows, Mutual mutual, Place start) {
    Listed others = start.last();
    if (start.stretch() == MUTUAL) {
      List<Listed> known = mutual.of(query.viewer(), query.account(), start.at());
      Optional<Listed> next =
          fill.from(
              (last, limit) ->
                  known.stream().filter(row -> row.isAfter(last)).limit(limit).toList(),
              start.last(),
              PageFill.Strangers.NONE);
      if (next.isPresent()) {
        return next.map(last -> new Place(MUTUAL, last, start.at()));
      }
      others = Listed.START;
    }
    return fill.from(
            (last, limit) -> rows.after(query.account(), last, limit),
            others,
            chunk -> followed(query.viewer(), chunk, start.at()))
        .map(last -> new Place(OTHERS, last, start.at()));
  }

  /** Who stands in the first stretch. */
  private LongPredicate followed(long viewer, List<Listed> rows, long at) {
    return relations.followedAt(viewer, rows.stream().map(Listed::accountId).toList(), at)
        ::contains;
  }

  private Place start(PeoplePages.Query query) {
    long[] key = tokens.open(query.list(), query.scope(), 4, query.pageToken());
    return key == null
        ? new Place(MUTUAL, Listed.START, relations.followsMicros(query.viewer()))
        : new Place((int) key[0], new Listed(key[1], key[2]), key[3]);
  }

  private String seal(PeoplePages.Query query, Place place) {
    Listed last = place.last();
    return tokens.seal(
        query.list(), query.scope(), place.stretch(), last.micros(), last.accountId(), place.at());
  }
}
