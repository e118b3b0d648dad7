package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import tintype.account.v1.AccountSummary;
import tintype.graph.v1.AccountMute;
import tintype.graph.v1.ListMutesRequest;
import tintype.graph.v1.ListMutesResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists whom the caller mutes at the time of the call, newest first.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListMutes implements UnaryHandler<ListMutesRequest, ListMutesResponse> {
  private final PeoplePages pages;
  private final RelationStore relations;
  private final Clock clock;

  @Inject
  ListMutes(PeoplePages pages, RelationStore relations, Clock clock) {
    this.pages = pages;
    this.relations = relations;
    this.clock = clock;
  }

  @Override
  public ListMutesResponse handle(ListMutesRequest request) {
    long caller = Caller.current().requireAccount();
    long now = Micros.now(clock);
    var query = PeoplePages.Query.ofOwn("ListMutes", request.getPageSize(), request.getPageToken());

    Map<Long, OwnFacts> facts = new HashMap<>();
    PeoplePages.Page page =
        pages.own(
            query,
            (user, last, limit) -> relations.list(OwnList.MUTES, user, last, limit),
            people -> {
              relations
                  .getAll(caller, people.keySet())
                  .forEach((id, row) -> facts.put(id, row.own()));
              return id ->
                  OwnList.MUTES.has(facts.get(id), now)
                      && PeoplePages.LISTED.among(people).test(id);
            });

    var response = ListMutesResponse.newBuilder().setNextPageToken(page.nextToken());
    page.accounts().forEach(account -> response.addMutes(mute(account, facts, now)));
    return response.build();
  }

  private static AccountMute mute(AccountSummary account, Map<Long, OwnFacts> facts, long now) {
    OwnFacts own = facts.get(Long.parseLong(account.getId()));
    var mute =
        AccountMute.newBuilder()
            .setAccount(account)
            .setPosts(own.mutesPosts(now))
            .setStories(own.mutesStories(now));
    if (mute.getPosts() && own.postsMutedUntil() != OwnFacts.NO_END) {
      mute.setPostsEndTime(Micros.toProto(own.postsMutedUntil()));
    }
    if (mute.getStories() && own.storiesMutedUntil() != OwnFacts.NO_END) {
      mute.setStoriesEndTime(Micros.toProto(own.storiesMutedUntil()));
    }
    return mute.build();
  }
}
