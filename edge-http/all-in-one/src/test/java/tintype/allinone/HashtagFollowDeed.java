package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tintype.media.v1.Hashtag;
import tintype.media.v1.TopicServiceGrpc;

/** Somebody follows hashtags, and no longer. */
final class HashtagFollowDeed extends SwitchDeed<String> {
  private final Survivor fan;

  private HashtagFollowDeed(Survivor fan, List<String> tags) {
    super(tags);
    this.fan = fan;
  }

  static HashtagFollowDeed of(Company company) {
    return new HashtagFollowDeed(
        company.fan(), List.of(company.name() + "f", company.name() + "x"));
  }

  @Override
  String turn(String tag, boolean on) {
    Hashtag now =
        on
            ? fan.send(TopicServiceGrpc.getFollowHashtagMethod(), "hashtag", tag).getHashtag()
            : fan.send(TopicServiceGrpc.getUnfollowHashtagMethod(), "hashtag", tag).getHashtag();
    return "following " + now.getViewer().getFollowing();
  }

  @Override
  public void check() {
    for (String tag : things()) {
      var get = TopicServiceGrpc.getGetHashtagMethod();
      assertThat(fan.send(get, "hashtag", tag).getHashtag().getViewer().getFollowing())
          .as(tag)
          .isEqualTo(isOn(tag));
    }
  }
}
