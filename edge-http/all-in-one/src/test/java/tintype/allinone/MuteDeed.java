package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.media.v1.Post;

/** Somebody mutes the posts of whom they follow, and no longer. */
final class MuteDeed extends SwitchDeed<Survivor> {
  private final Survivor fan;
  private final Post post;

  private MuteDeed(Survivor fan, Survivor author, Post post) {
    super(List.of(author));
    this.fan = fan;
    this.post = post;
  }

  static MuteDeed of(Company company) {
    return new MuteDeed(company.fan(), company.muted(), company.muted().post("heard at times"));
  }

  @Override
  String turn(Survivor author, boolean on) {
    Object[] fields = {"account_id", author.id(), "posts", true};
    var now =
        on
            ? fan.send(GraphServiceGrpc.getMuteMethod(), fields).getRelationship()
            : fan.send(GraphServiceGrpc.getUnmuteMethod(), fields).getRelationship();
    return "muting " + now.getMutingPosts();
  }

  @Override
  public void check() {
    for (Survivor author : things()) {
      boolean muted = isOn(author);
      assertThat(fan.to(author).getMutingPosts()).isEqualTo(muted);
      assertThat(fan.send(GraphServiceGrpc.getListMutesMethod()).getMutesList())
          .extracting(mute -> mute.getAccount().getId())
          .isEqualTo(muted ? List.of(author.id()) : List.of());
      assertThat(fan.feed().stream().filter(one -> one.getId().equals(post.getId())).count())
          .as("in the feed, muted %s", muted)
          .isEqualTo(muted ? 0 : 1);
    }
  }
}
