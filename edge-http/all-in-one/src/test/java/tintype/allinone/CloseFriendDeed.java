package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tintype.account.v1.AccountSummary;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.media.v1.Post;
import tintype.media.v1.Post.Audience;

/** A follower is a close friend, and no longer. */
final class CloseFriendDeed extends SwitchDeed<Survivor> {
  private final Survivor author;
  private final Post post;

  private CloseFriendDeed(Survivor friend, Survivor author, Post post) {
    super(List.of(friend));
    this.author = author;
    this.post = post;
  }

  static CloseFriendDeed of(Company company) {
    Post post = company.intimate().post("for friends", "audience", Audience.CLOSE_FRIENDS);
    return new CloseFriendDeed(company.fan(), company.intimate(), post);
  }

  @Override
  String turn(Survivor friend, boolean on) {
    Object[] fields = {"account_id", friend.id()};
    var now =
        on
            ? author.send(GraphServiceGrpc.getAddCloseFriendMethod(), fields).getRelationship()
            : author.send(GraphServiceGrpc.getRemoveCloseFriendMethod(), fields).getRelationship();
    return "close friend " + now.getCloseFriend();
  }

  @Override
  public void check() {
    for (Survivor friend : things()) {
      boolean close = isOn(friend);
      assertThat(author.to(friend).getCloseFriend()).isEqualTo(close);
      assertThat(author.send(GraphServiceGrpc.getListCloseFriendsMethod()).getAccountsList())
          .extracting(AccountSummary::getId)
          .isEqualTo(close ? List.of(friend.id()) : List.of());
      assertThat(friend.mayView(post)).isEqualTo(close);
      assertThat(friend.feed().stream().filter(one -> one.getId().equals(post.getId())).count())
          .as("in the feed, close %s", close)
          .isEqualTo(close ? 1 : 0);
    }
  }
}
