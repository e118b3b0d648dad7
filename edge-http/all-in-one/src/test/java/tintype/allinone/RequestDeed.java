package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountSummary;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowRequestsRequest.Direction;
import tintype.graph.v1.Relationship;
import tintype.media.v1.Post;

/** Somebody asks to follow a private account, which answers; either may end what came of it. */
final class RequestDeed implements Deed {
  private enum State {
    NOTHING,
    REQUESTED,
    FOLLOWING
  }

  private final Survivor owner;
  private final Survivor asker;
  private final Post post;
  private State state = State.NOTHING;

  RequestDeed(Company company) {
    owner = company.closed();
    asker = company.stranger();
    post = owner.post("for followers");
  }

  @Override
  public Write next(Random random) {
    Object[] theAsker = {"account_id", asker.id()};
    return switch (state) {
      case NOTHING -> write("ask", () -> asker.follow(owner), State.REQUESTED);
      case REQUESTED ->
          switch (random.nextInt(4)) {
            case 0 -> write("cancel", () -> asker.unfollow(owner), State.NOTHING);
            case 1 ->
                write(
                    "decline",
                    () ->
                        owner.send(GraphServiceGrpc.getDeclineMethod(), theAsker).getRelationship(),
                    State.NOTHING);
            default ->
                write(
                    "accept",
                    () ->
                        owner.send(GraphServiceGrpc.getAcceptMethod(), theAsker).getRelationship(),
                    State.FOLLOWING);
          };
      case FOLLOWING ->
          random.nextBoolean()
              ? write("unfollow", () -> asker.unfollow(owner), State.NOTHING)
              : write(
                  "remove",
                  () ->
                      owner
                          .send(GraphServiceGrpc.getRemoveFollowerMethod(), theAsker)
                          .getRelationship(),
                  State.NOTHING);
    };
  }

  private Write write(String what, Supplier<Relationship> call, State then) {
    return new Write(what, () -> call.get().toString(), answer -> state = then);
  }

  @Override
  public void check() {
    boolean requested = state == State.REQUESTED;
    boolean follows = state == State.FOLLOWING;
    Relationship sent = asker.to(owner);
    Relationship received = owner.to(asker);
    assertThat(List.of(sent.getRequested(), sent.getFollowing()))
        .as("of the asker, %s", state)
        .containsExactly(requested, follows);
    assertThat(List.of(received.getRequestedBy(), received.getFollowedBy()))
        .as("of the owner, %s", state)
        .containsExactly(requested, follows);
    assertThat(requests(asker, Direction.SENT))
        .isEqualTo(requested ? List.of(owner.id()) : List.of());
    assertThat(requests(owner, Direction.RECEIVED))
        .isEqualTo(requested ? List.of(asker.id()) : List.of());
    var followers = GraphServiceGrpc.getListFollowersMethod();
    assertThat(owner.send(followers, "account_id", "me").getAccountsList())
        .extracting(AccountSummary::getId)
        .isEqualTo(follows ? List.of(asker.id()) : List.of());
    var me = AccountServiceGrpc.getGetMeMethod();
    assertThat(owner.send(me).getMe().getAccount().getCounts().getFollowers())
        .isEqualTo(follows ? 1 : 0);
    assertThat(asker.send(me).getMe().getAccount().getCounts().getFollowing())
        .isEqualTo(follows ? 1 : 0);
    assertThat(asker.feed().stream().filter(one -> one.getId().equals(post.getId())).count())
        .as("in the feed, %s", state)
        .isEqualTo(follows ? 1 : 0);
    assertThat(asker.mayView(post)).isEqualTo(follows);
  }

  private static List<String> requests(Survivor who, Direction direction) {
    var method = GraphServiceGrpc.getListFollowRequestsMethod();
    return who.send(method, "direction", direction).getAccountsList().stream()
        .map(AccountSummary::getId)
        .toList();
  }
}
