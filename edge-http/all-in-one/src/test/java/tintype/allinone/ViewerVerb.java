package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.List;
import tintype.allinone.World.Post;
import tintype.allinone.World.Tie;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.Share.Channel;

/** What whoever sees a post does with it. */
enum ViewerVerb implements Verb {
  LIKE(10, PostServiceGrpc.getLikePostMethod()) {
    @Override
    void take(World world, String actor, Post post) {
      world.add(Tie.LIKE, actor, post.name);
    }
  },
  UNLIKE(2, PostServiceGrpc.getUnlikePostMethod()) {
    @Override
    void take(World world, String actor, Post post) {
      world.remove(Tie.LIKE, actor, post.name);
    }
  },
  SAVE(3, CollectionServiceGrpc.getSavePostMethod()) {
    @Override
    void take(World world, String actor, Post post) {
      world.add(Tie.SAVE, actor, post.name);
    }
  },
  COLLECT(3, CollectionServiceGrpc.getSavePostMethod()) {
    @Override
    void take(World world, String actor, Post post) {
      world.add(Tie.SAVE, actor, post.name);
      world.add(Tie.COLLECT, actor, post.name);
    }

    @Override
    List<Object> fields(Cast cast, String actor) {
      return List.of("collection_id", cast.id(cast.collectionOf(actor)));
    }
  },
  UNSAVE(1, CollectionServiceGrpc.getUnsavePostMethod()) {
    @Override
    void take(World world, String actor, Post post) {
      world.remove(Tie.SAVE, actor, post.name);
      world.remove(Tie.COLLECT, actor, post.name);
    }
  },
  SHARE(1, PostServiceGrpc.getSharePostMethod()) {
    @Override
    void take(World world, String actor, Post post) {
      post.sharers.add(actor);
    }

    @Override
    List<Object> fields(Cast cast, String actor) {
      return List.of("channel", Channel.LINK);
    }
  };

  private final int weight;
  private final MethodDescriptor<? extends Message, ? extends Message> method;

  ViewerVerb(int weight, MethodDescriptor<? extends Message, ? extends Message> method) {
    this.weight = weight;
    this.method = method;
  }

  abstract void take(World world, String actor, Post post);

  /** Of the request, beside the post. */
  List<Object> fields(Cast cast, String actor) {
    return List.of();
  }

  @Override
  public int weight() {
    return weight;
  }

  /** What an author does so with an archived post of theirs the rules leave open. */
  @Override
  public List<String> targets(World world, String actor) {
    return world.posts().stream()
        .filter(post -> !post.archived || !post.author.equals(actor))
        .map(post -> post.name)
        .toList();
  }

  @Override
  public String change(World world, Move move) {
    Post post = world.post(move.target());
    if (!new Rules(world).shows(move.actor(), post)) {
      return Rules.NO_POST;
    }
    take(world, move.actor(), post);
    return Move.DONE;
  }

  @Override
  public void call(Cast cast, Person actor, Move move) {
    List<Object> fields = new ArrayList<>(List.of("post_id", cast.id(move.target())));
    fields.addAll(fields(cast, move.actor()));
    Requests.send(actor, method, fields.toArray());
  }
}
