package tintype.graph;

import java.util.ArrayList;
import java.util.List;
import tintype.account.v1.AccountSummary;
import tintype.graph.v1.AccountMute;
import tintype.graph.v1.AddCloseFriendRequest;
import tintype.graph.v1.AddFavouriteRequest;
import tintype.graph.v1.BlockRequest;
import tintype.graph.v1.ListBlocksRequest;
import tintype.graph.v1.ListCloseFriendsRequest;
import tintype.graph.v1.ListFavouritesRequest;
import tintype.graph.v1.ListMutesRequest;
import tintype.graph.v1.ListRestrictedRequest;
import tintype.graph.v1.MuteRequest;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.RemoveCloseFriendRequest;
import tintype.graph.v1.RemoveFavouriteRequest;
import tintype.graph.v1.RestrictRequest;
import tintype.graph.v1.UnblockRequest;
import tintype.graph.v1.UnmuteRequest;
import tintype.graph.v1.UnrestrictRequest;

/** The lists that an account keeps for itself, and the calls that belong to each. */
enum KeptList {
  MUTES(OwnList.MUTES, "muting_posts") {
    @Override
    Relationship add(GraphClient graph, long caller, String other) {
      return graph
          .as(caller)
          .mute(MuteRequest.newBuilder().setAccountId(other).build())
          .getRelationship();
    }

    @Override
    Relationship remove(GraphClient graph, long caller, String other) {
      return graph
          .as(caller)
          .unmute(UnmuteRequest.newBuilder().setAccountId(other).build())
          .getRelationship();
    }

    @Override
    Page page(GraphClient graph, long caller, int size, String token) {
      var request = ListMutesRequest.newBuilder().setPageSize(size).setPageToken(token).build();
      var answer = graph.as(caller).listMutes(request);
      return Page.of(
          answer.getMutesList().stream().map(AccountMute::getAccount).toList(),
          answer.getNextPageToken());
    }

    @Override
    Relationship.Builder set(Relationship.Builder relationship) {
      return relationship.setMutingPosts(true).setMutingStories(true);
    }
  },
  RESTRICTED(OwnList.RESTRICTED, "restricting") {
    @Override
    Relationship add(GraphClient graph, long caller, String other) {
      return graph
          .as(caller)
          .restrict(RestrictRequest.newBuilder().setAccountId(other).build())
          .getRelationship();
    }

    @Override
    Relationship remove(GraphClient graph, long caller, String other) {
      return graph
          .as(caller)
          .unrestrict(UnrestrictRequest.newBuilder().setAccountId(other).build())
          .getRelationship();
    }

    @Override
    Page page(GraphClient graph, long caller, int size, String token) {
      var request =
          ListRestrictedRequest.newBuilder().setPageSize(size).setPageToken(token).build();
      var answer = graph.as(caller).listRestricted(request);
      return Page.of(answer.getAccountsList(), answer.getNextPageToken());
    }

    @Override
    Relationship.Builder set(Relationship.Builder relationship) {
      return relationship.setRestricting(true);
    }
  },
  CLOSE_FRIENDS(OwnList.CLOSE_FRIENDS, "close_friend") {
    @Override
    Relationship add(GraphClient graph, long caller, String other) {
      return graph
          .as(caller)
          .addCloseFriend(AddCloseFriendRequest.newBuilder().setAccountId(other).build())
          .getRelationship();
    }

    @Override
    Relationship remove(GraphClient graph, long caller, String other) {
      return graph
          .as(caller)
          .removeCloseFriend(RemoveCloseFriendRequest.newBuilder().setAccountId(other).build())
          .getRelationship();
    }

    @Override
    Page page(GraphClient graph, long caller, int size, String token) {
      var request =
          ListCloseFriendsRequest.newBuilder().setPageSize(size).setPageToken(token).build();
      var answer = graph.as(caller).listCloseFriends(request);
      return Page.of(answer.getAccountsList(), answer.getNextPageToken());
    }

    @Override
    Relationship.Builder set(Relationship.Builder relationship) {
      return relationship.setCloseFriend(true);
    }
  },
  FAVOURITES(OwnList.FAVOURITES, "favourite") {
    @Override
    Relationship add(GraphClient graph, long caller, String other) {
      return graph
          .as(caller)
          .addFavourite(AddFavouriteRequest.newBuilder().setAccountId(other).build())
          .getRelationship();
    }

    @Override
    Relationship remove(GraphClient graph, long caller, String other) {
      return graph
          .as(caller)
          .removeFavourite(RemoveFavouriteRequest.newBuilder().setAccountId(other).build())
          .getRelationship();
    }

    @Override
    Page page(GraphClient graph, long caller, int size, String token) {
      var request =
          ListFavouritesRequest.newBuilder().setPageSize(size).setPageToken(token).build();
      var answer = graph.as(caller).listFavourites(request);
      return Page.of(answer.getAccountsList(), answer.getNextPageToken());
    }

    @Override
    Relationship.Builder set(Relationship.Builder relationship) {
      return relationship.setFavourite(true);
    }
  },
  BLOCKS(OwnList.BLOCKS, "blocking") {
    @Override
    Relationship add(GraphClient graph, long caller, String other) {
      return graph
          .as(caller)
          .block(BlockRequest.newBuilder().setAccountId(other).build())
          .getRelationship();
    }

    @Override
    Relationship remove(GraphClient graph, long caller, String other) {
      return graph
          .as(caller)
          .unblock(UnblockRequest.newBuilder().setAccountId(other).build())
          .getRelationship();
    }

    @Override
    Page page(GraphClient graph, long caller, int size, String token) {
      var request = ListBlocksRequest.newBuilder().setPageSize(size).setPageToken(token).build();
      var answer = graph.as(caller).listBlocks(request);
      return Page.of(answer.getAccountsList(), answer.getNextPageToken());
    }

    @Override
    Relationship.Builder set(Relationship.Builder relationship) {
      return relationship.setBlocking(true);
    }
  };

  /** A page of ids; the token is empty on the last one. */
  record Page(List<Long> ids, String nextToken) {
    private static Page of(List<AccountSummary> people, String nextToken) {
      return new Page(
          people.stream().map(person -> Long.parseLong(person.getId())).toList(), nextToken);
    }
  }

  final OwnList list;

  /** A column of the relation that is set for whoever is listed. */
  final String column;

  KeptList(OwnList list, String column) {
    this.list = list;
    this.column = column;
  }

  abstract Relationship add(GraphClient graph, long caller, String other);

  abstract Relationship remove(GraphClient graph, long caller, String other);

  abstract Page page(GraphClient graph, long caller, int size, String token);

  /** The whole list, in pages of that size. */
  List<Long> all(GraphClient graph, long caller, int size) {
    Page first = page(graph, caller, size, "");
    List<Long> ids = new ArrayList<>(first.ids());
    ids.addAll(rest(graph, caller, size, first.nextToken()));
    return ids;
  }

  /** What follows a page; nothing after the last one. */
  List<Long> rest(GraphClient graph, long caller, int size, String token) {
    List<Long> ids = new ArrayList<>();
    for (String next = token; !next.isEmpty(); ) {
      Page page = page(graph, caller, size, next);
      ids.addAll(page.ids());
      next = page.nextToken();
    }
    return ids;
  }

  /** What stands in a relationship with somebody on the list. */
  abstract Relationship.Builder set(Relationship.Builder relationship);
}
