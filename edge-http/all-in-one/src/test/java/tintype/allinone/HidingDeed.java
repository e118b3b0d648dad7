package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tintype.media.v1.Place;
import tintype.media.v1.Post;
import tintype.media.v1.TopicServiceGrpc;

/** An author takes posts away and brings them back, each with its hashtag and place. */
abstract class HidingDeed extends SwitchDeed<Post> {
  private final Survivor author;
  private final Survivor fan;
  private final String tag;

  HidingDeed(Company company, String tag) {
    super(
        List.of(
            publish(company.author(), tag, "one here at times"),
            publish(company.author(), tag, "another here at times")));
    this.author = company.author();
    this.fan = company.fan();
    this.tag = tag;
  }

  private static Post publish(Survivor author, String tag, String caption) {
    Place place = Place.newBuilder().setName("The place of " + tag).build();
    return author.post(caption + " #" + tag, "place", place);
  }

  final Survivor author() {
    return author;
  }

  /** What is taken away, as only its author sees it. */
  abstract List<Post> hidden();

  @Override
  public final void check() {
    List<String> shown = things().stream().filter(p -> !isOn(p)).map(Post::getId).toList();
    List<String> hidden = things().stream().filter(this::isOn).map(Post::getId).toList();
    assertThat(hidden()).extracting(Post::getId).containsExactlyInAnyOrderElementsOf(hidden);
    assertThat(ours(fan.feed())).as("feed").containsExactlyInAnyOrderElementsOf(shown);
    assertThat(ours(fan.gridOf(author))).as("grid").containsExactlyInAnyOrderElementsOf(shown);
    assertThat(things()).allMatch(post -> fan.mayView(post) == shown.contains(post.getId()));
    checkTopics(shown);
  }

  private void checkTopics(List<String> shown) {
    String place = things().getFirst().getPlace().getId();
    var byTag = TopicServiceGrpc.getListHashtagPostsMethod();
    assertThat(ours(fan.send(byTag, "hashtag", tag).getPostsList()))
        .as("hashtag")
        .containsExactlyInAnyOrderElementsOf(shown);
    var byPlace = TopicServiceGrpc.getListPlacePostsMethod();
    assertThat(ours(fan.send(byPlace, "place_id", place).getPostsList()))
        .as("place")
        .containsExactlyInAnyOrderElementsOf(shown);
    var getTag = TopicServiceGrpc.getGetHashtagMethod();
    assertThat(fan.send(getTag, "hashtag", tag).getHashtag().getCounts().getPosts())
        .as("posts of the hashtag")
        .isEqualTo(shown.size());
    assertThat(postsOf(place)).as("posts of the place").isEqualTo(shown.size());
  }

  /** A place that no post is of is none. */
  private int postsOf(String place) {
    try {
      return fan.send(TopicServiceGrpc.getGetPlaceMethod(), "place_id", place).getPosts();
    } catch (Refused e) {
      assertThat(e.codeAndReason()).isEqualTo("NOT_FOUND PLACE_NOT_FOUND");
      return 0;
    }
  }

  /** Those of this deed; one that is there twice is told twice. */
  private List<String> ours(List<Post> posts) {
    List<String> ids = things().stream().map(Post::getId).toList();
    return posts.stream().map(Post::getId).filter(ids::contains).toList();
  }
}
