package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.TopicServiceGrpc;

/** An author edits a caption, and the pages of its hashtags follow. */
final class CaptionDeed implements Deed {
  private final Survivor author;
  private final Survivor fan;
  private final List<String> tags;
  private final Post post;
  private List<String> said = List.of();

  CaptionDeed(Company company) {
    author = company.author();
    fan = company.fan();
    tags = List.of(company.name() + "x", company.name() + "y");
    post = author.post(caption(said));
  }

  @Override
  public Write next(Random random) {
    List<List<String>> others =
        List.of(List.<String>of(), tags.subList(0, 1), tags.subList(1, 2), tags).stream()
            .filter(some -> !some.equals(said))
            .toList();
    List<String> some = others.get(random.nextInt(others.size()));
    String caption = caption(some);
    return new Write(
        "say " + caption,
        () -> {
          var update = PostServiceGrpc.getUpdatePostMethod();
          return author
              .send(update, "post_id", post.getId(), "caption", caption)
              .getPost()
              .getCaption();
        },
        answer -> said = some);
  }

  private static String caption(List<String> tags) {
    StringBuilder caption = new StringBuilder("Edited");
    tags.forEach(tag -> caption.append(" #").append(tag));
    return caption.toString();
  }

  @Override
  public void check() {
    Post seen = fan.see(post);
    assertThat(seen.getCaption()).isEqualTo(caption(said));
    assertThat(seen.getHashtagsList()).containsExactlyInAnyOrderElementsOf(said);
    for (String tag : tags) {
      var list = TopicServiceGrpc.getListHashtagPostsMethod();
      assertThat(fan.send(list, "hashtag", tag).getPostsList())
          .extracting(Post::getId)
          .as("posts with %s of %s", tag, said)
          .isEqualTo(said.contains(tag) ? List.of(post.getId()) : List.of());
      var get = TopicServiceGrpc.getGetHashtagMethod();
      assertThat(fan.send(get, "hashtag", tag).getHashtag().getCounts().getPosts())
          .isEqualTo(said.contains(tag) ? 1 : 0);
    }
  }
}
