package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tintype.account.v1.AccountServiceGrpc;
import tintype.media.v1.Post;
import tintype.media.v1.TopicServiceGrpc;

/** Somebody goes private and public again; a follower stays, a stranger does not. */
final class PrivacyDeed extends SwitchDeed<Survivor> {
  private final Survivor fan;
  private final Survivor stranger;
  private final String tag;
  private final Post post;

  private PrivacyDeed(Company company, String tag) {
    super(List.of(company.shy()));
    this.fan = company.fan();
    this.stranger = company.stranger();
    this.tag = tag;
    this.post = company.shy().post("shy #" + tag);
  }

  static PrivacyDeed of(Company company) {
    return new PrivacyDeed(company, company.name() + "p");
  }

  @Override
  String turn(Survivor author, boolean on) {
    var update = AccountServiceGrpc.getUpdateProfileMethod();
    return "private " + author.send(update, "private", on).getMe().getAccount().getPrivate();
  }

  @Override
  public void check() {
    for (Survivor author : things()) {
      boolean closed = isOn(author);
      var get = AccountServiceGrpc.getGetAccountMethod();
      assertThat(stranger.send(get, "account_id", author.id()).getAccount().getPrivate())
          .isEqualTo(closed);
      assertThat(stranger.mayView(post)).isEqualTo(!closed);
      assertThat(stranger.gridOf(author)).hasSize(closed ? 0 : 1);
      assertThat(postsOfTag(stranger)).hasSize(closed ? 0 : 1);
      assertThat(fan.mayView(post)).isTrue();
      assertThat(postsOfTag(fan)).hasSize(1);
      assertThat(fan.feed().stream().filter(one -> one.getId().equals(post.getId())).count())
          .isEqualTo(1);
    }
  }

  private List<Post> postsOfTag(Survivor viewer) {
    var list = TopicServiceGrpc.getListHashtagPostsMethod();
    return viewer.send(list, "hashtag", tag).getPostsList();
  }
}
