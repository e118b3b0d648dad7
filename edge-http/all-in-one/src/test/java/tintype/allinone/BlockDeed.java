package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountSummary;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.Relationship;
import tintype.media.v1.Post;

/** Two follow each other, and one of them blocks the other at times, which ends that. */
final class BlockDeed implements Deed {
  private final Survivor blocker;
  private final Survivor other;
  private final Post blockersPost;
  private final Post othersPost;
  private final Set<Survivor> following = new HashSet<>();
  private boolean blocking;

  BlockDeed(Company company) {
    blocker = company.blocker();
    other = company.blocked();
    blockersPost = blocker.post("of who blocks");
    othersPost = other.post("of who is blocked");
  }

  @Override
  public Write next(Random random) {
    Object[] theOther = {"account_id", other.id()};
    if (blocking) {
      return write(
          "unblock",
          () -> blocker.send(GraphServiceGrpc.getUnblockMethod(), theOther).getRelationship(),
          () -> blocking = false);
    }
    return switch (random.nextInt(3)) {
      case 0 ->
          write(
              "block",
              () -> blocker.send(GraphServiceGrpc.getBlockMethod(), theOther).getRelationship(),
              () -> {
                blocking = true;
                following.clear();
              });
      case 1 -> turnFollow(blocker, other);
      default -> turnFollow(other, blocker);
    };
  }

  private Write turnFollow(Survivor who, Survivor whom) {
    return following.contains(who)
        ? write("unfollow", () -> who.unfollow(whom), () -> following.remove(who))
        : write("follow", () -> who.follow(whom), () -> following.add(who));
  }

  private static Write write(String what, Supplier<Relationship> call, Runnable then) {
    return new Write(
        what,
        () -> {
          Relationship now = call.get();
          return "following " + now.getFollowing() + ", blocking " + now.getBlocking();
        },
        answer -> then.run());
  }

  @Override
  public void check() {
    Relationship mine = blocker.to(other);
    assertThat(List.of(mine.getBlocking(), mine.getFollowing(), mine.getFollowedBy()))
        .as("blocking, following, followed by")
        .containsExactly(blocking, following.contains(blocker), following.contains(other));
    var blocks = GraphServiceGrpc.getListBlocksMethod();
    assertThat(blocker.send(blocks).getAccountsList())
        .extracting(AccountSummary::getId)
        .isEqualTo(blocking ? List.of(other.id()) : List.of());
    checkOther();
    checkFollow(blocker, other, othersPost);
    checkFollow(other, blocker, blockersPost);
  }

  private void checkOther() {
    var get = AccountServiceGrpc.getBatchGetAccountsMethod();
    assertThat(other.send(get, "account_ids", List.of(blocker.id())).getAccountsList())
        .as("the blocker for the other, blocking %s", blocking)
        .hasSize(blocking ? 0 : 1);
    assertThat(other.mayView(blockersPost)).isEqualTo(!blocking);
    Relationship theirs = other.to(blocker);
    assertThat(List.of(theirs.getFollowing(), theirs.getFollowedBy()))
        .containsExactly(following.contains(other), following.contains(blocker));
  }

  private void checkFollow(Survivor who, Survivor whom, Post post) {
    boolean follows = following.contains(who);
    var me = AccountServiceGrpc.getGetMeMethod();
    assertThat(who.send(me).getMe().getAccount().getCounts().getFollowing())
        .isEqualTo(follows ? 1 : 0);
    assertThat(whom.send(me).getMe().getAccount().getCounts().getFollowers())
        .isEqualTo(follows ? 1 : 0);
    var followers = GraphServiceGrpc.getListFollowersMethod();
    assertThat(whom.send(followers, "account_id", "me").getAccountsList())
        .extracting(AccountSummary::getId)
        .isEqualTo(follows ? List.of(who.id()) : List.of());
    assertThat(who.feed().stream().filter(one -> one.getId().equals(post.getId())).count())
        .as("in the feed, following %s", follows)
        .isEqualTo(follows ? 1 : 0);
  }
}
