package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.Post;

/** Somebody saves posts, with a collection or without, and no longer. */
final class SaveDeed implements Deed {
  private final Survivor author;
  private final Survivor fan;
  private final List<Post> posts;
  private final String collection;
  private final Set<Post> saved = new HashSet<>();
  private final Set<Post> collected = new HashSet<>();

  SaveDeed(Company company) {
    author = company.author();
    fan = company.fan();
    posts = List.of(author.post("worth keeping"), author.post("worth keeping too"));
    var create = CollectionServiceGrpc.getCreateCollectionMethod();
    collection = fan.send(create, "name", "Kept").getCollection().getId();
  }

  @Override
  public Write next(Random random) {
    Post post = posts.get(random.nextInt(posts.size()));
    boolean named = random.nextBoolean();
    return (named ? collected : saved).contains(post) ? unsave(post, named) : save(post, named);
  }

  private Write save(Post post, boolean named) {
    return new Write(
        "save " + post.getId(),
        () -> {
          var method = CollectionServiceGrpc.getSavePostMethod();
          return "saved " + fan.send(method, fields(post, named)).getPost().getViewer().getSaved();
        },
        answer -> {
          saved.add(post);
          if (named) {
            collected.add(post);
          }
        });
  }

  private Write unsave(Post post, boolean named) {
    return new Write(
        "unsave " + post.getId(),
        () -> {
          var method = CollectionServiceGrpc.getUnsavePostMethod();
          return "saved " + fan.send(method, fields(post, named)).getPost().getViewer().getSaved();
        },
        answer -> {
          collected.remove(post);
          if (!named) {
            saved.remove(post);
          }
        });
  }

  private Object[] fields(Post post, boolean named) {
    return new Object[] {"post_id", post.getId(), "collection_id", named ? collection : ""};
  }

  @Override
  public void check() {
    var list = CollectionServiceGrpc.getListSavedPostsMethod();
    assertThat(fan.send(list, "page_size", 100).getPostsList())
        .extracting(Post::getId)
        .as("saved")
        .containsExactlyInAnyOrderElementsOf(idsOf(saved));
    var page = CollectionServiceGrpc.getListCollectionPostsMethod();
    assertThat(fan.send(page, "collection_id", collection, "page_size", 100).getPostsList())
        .extracting(Post::getId)
        .as("in the collection")
        .containsExactlyInAnyOrderElementsOf(idsOf(collected));
    for (Post post : posts) {
      assertThat(author.see(post).getCounts().getSaves())
          .as("saves of %s", post.getId())
          .isEqualTo(saved.contains(post) ? 1 : 0);
    }
  }

  private static List<String> idsOf(Set<Post> posts) {
    return posts.stream().map(Post::getId).toList();
  }
}
