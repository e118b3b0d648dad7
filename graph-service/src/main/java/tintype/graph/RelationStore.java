package tintype.graph;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tintype.graph.v1.FollowCounts;

/** The relations of accounts, and how many follow whom. */
interface RelationStore {
  /** One relation; where there is no row, one in which all is false. */
  Relation get(RelationKey key);

  /** The relations of one account to others (1,000 at most), by the other's id; absent ones too. */
  Map<Long, Relation> getAll(long user, Collection<Long> others);

  /** Those of the keys whose owner blocks the other, and those whose owner did so once. */
  BlocksQuery.Blocks blocks(Collection<RelationKey> keys);

  /** Whom an account follows: rows after a place, newest first. */
  List<Listed> listFollowing(long user, Listed after, int limit);

  /**
   * When the newest of an account's follows began or ended, of all committed before the call; 0 for
   * none. What is committed later is later.
   */
  long followsMicros(long user);

  /**
   * Those of some accounts (1,000 at most) whom an account followed at a time that {@link
   * #followsMicros} has answered, whatever was followed and unfollowed since.
   */
  Set<Long> followedAt(long user, Collection<Long> others, long micros);

  /** Whom an account follows, in no order, with all that was committed before the call. */
  List<Long> followeeIds(long user);

  /**
   * Whose posts an account mutes among those whom it follows, and until when, as {@link OwnFacts}
   * has it: all that was committed before the call, also mutes that have ended by themselves.
   */
  Map<Long, Long> mutedFollowees(long user);

  /** Who follows an account: rows after a place, newest first. */
  List<Listed> listFollowers(long user, Listed after, int limit);

  /**
   * Those of an account's followers whom the viewer followed at a time, as {@link #followedAt} has
   * it: all, newest follow of the account first. Where the list is the viewer's it is known with
   * all that was committed before the call.
   *
   * @param at {@link Long#MAX_VALUE} for now
   */
  List<Listed> mutualFollowers(long viewer, long account, long at);

  /** The same of those whom an account follows. */
  List<Listed> mutualFollowing(long viewer, long account, long at);

  /** Whom an account has asked to follow, without an answer: rows after a place, newest first. */
  List<Listed> listSentRequests(long user, Listed after, int limit);

  /** Who has asked to follow an account: rows after a place, newest first. */
  List<Listed> listReceivedRequests(long user, Listed after, int limit);

  /**
   * A list that an account keeps: rows after a place, newest first. Among the mutes are those that
   * have ended by themselves.
   */
  List<Listed> list(OwnList list, long user, Listed after, int limit);

  /** Counts by account; accounts without a follow are absent. */
  Map<Long, FollowCounts> counts(Collection<Long> accounts);

  /**
   * Changes a row's own facts in one transaction: under the row's lock, with the owner's lists and
   * counts and the news for the change log. Where the step answers its argument, nothing changes
   * and nothing is told.
   *
   * @param step may run more than once; what it throws leaves this method, and nothing changes
   * @return the row as it is now
   * @throws LimitReachedException if the owner follows as many as one may, or has as many close
   *     friends; nothing changes
   */
  Relation change(RelationKey key, UnaryOperator<Relation> step);
}
