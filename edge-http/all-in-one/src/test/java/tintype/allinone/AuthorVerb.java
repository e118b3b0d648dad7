package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tintype.allinone.World.Post;
import tintype.media.v1.Post.Audience;
import tintype.media.v1.PostServiceGrpc;

/** What authors do with their posts, and others try to. */
enum AuthorVerb implements Verb {
  SET_AUDIENCE(3, PostServiceGrpc.getUpdatePostMethod()) {
    @Override
    String take(World world, Post post, int detail) {
      post.audience = audience(detail);
      return Move.DONE;
    }

    @Override
    List<Object> fields(Cast cast, int detail) {
      return List.of("audience", audience(detail));
    }

    private Audience audience(int detail) {
      return Audience.forNumber(1 + Math.floorMod(detail, 3));
    }
  },
  HIDE_LIKES(1, PostServiceGrpc.getUpdatePostMethod()) {
    @Override
    String take(World world, Post post, int detail) {
      post.likesHidden = isOdd(detail);
      return Move.DONE;
    }

    @Override
    List<Object> fields(Cast cast, int detail) {
      return List.of("like_count_hidden", isOdd(detail));
    }
  },
  SWITCH_COMMENTS(2, PostServiceGrpc.getUpdatePostMethod()) {
    @Override
    String take(World world, Post post, int detail) {
      post.commentsOff = isOdd(detail);
      return Move.DONE;
    }

    @Override
    List<Object> fields(Cast cast, int detail) {
      return List.of("comments_off", isOdd(detail));
    }
  },
  REWRITE(3, PostServiceGrpc.getUpdatePostMethod()) {
    @Override
    String take(World world, Post post, int detail) {
      Publish.Words.of(detail).set(post);
      return Move.DONE;
    }

    @Override
    List<Object> fields(Cast cast, int detail) {
      return List.of("caption", Publish.Words.of(detail).caption(cast));
    }
  },
  ARCHIVE(3, PostServiceGrpc.getArchivePostMethod()) {
    @Override
    String take(World world, Post post, int detail) {
      if (!post.archived) {
        post.archived = true;
        post.pinned = 0;
      }
      return Move.DONE;
    }
  },
  UNARCHIVE(3, PostServiceGrpc.getUnarchivePostMethod()) {
    @Override
    boolean applies(Post post) {
      return post.archived && post.deleted == 0;
    }

    @Override
    String take(World world, Post post, int detail) {
      post.archived = false;
      return Move.DONE;
    }
  },
  DELETE(4, PostServiceGrpc.getDeletePostMethod()) {
    @Override
    String take(World world, Post post, int detail) {
      if (post.deleted == 0) {
        post.deleted = world.tick();
        post.pinned = 0;
      }
      return Move.DONE;
    }
  },
  /** Into the archive, where it was there. */
  RESTORE(5, PostServiceGrpc.getRestorePostMethod()) {
    @Override
    boolean applies(Post post) {
      return post.deleted > 0;
    }

    @Override
    String take(World world, Post post, int detail) {
      post.deleted = 0;
      return Move.DONE;
    }
  },
  PIN(4, PostServiceGrpc.getPinPostMethod()) {
    @Override
    String take(World world, Post post, int detail) {
      long pins =
          world.posts().stream()
              .filter(one -> one.author.equals(post.author) && one.pinned > 0)
              .count();
      if (post.archived) {
        return "FAILED_PRECONDITION POST_ARCHIVED";
      }
      if (post.pinned == 0 && pins == MAX_PINS) {
        return "FAILED_PRECONDITION PINNED_POSTS_FULL";
      }
      if (post.pinned == 0) {
        post.pinned = world.tick();
      }
      return Move.DONE;
    }
  },
  UNPIN(1, PostServiceGrpc.getUnpinPostMethod()) {
    @Override
    boolean applies(Post post) {
      return post.pinned > 0;
    }

    @Override
    String take(World world, Post post, int detail) {
      post.pinned = 0;
      return Move.DONE;
    }
  };

  private static final int MAX_PINS = 3;
  private static final int OFTEN = 20;

  private final int weight;
  private final MethodDescriptor<? extends Message, ? extends Message> method;

  AuthorVerb(int weight, MethodDescriptor<? extends Message, ? extends Message> method) {
    this.weight = weight;
    this.method = method;
  }

  private static boolean isOdd(int detail) {
    return (detail & 1) == 1;
  }

  /** Whether it would change the post. */
  boolean applies(Post post) {
    return post.isPublished();
  }

  /** By the author, to a post that is where it can be done. */
  abstract String take(World world, Post post, int detail);

  /** Of the request, beside the post. */
  List<Object> fields(Cast cast, int detail) {
    return List.of();
  }

  @Override
  public int weight() {
    return weight;
  }

  /** Those who have something that it would change more often than others. */
  @Override
  public List<String> actors(World world) {
    return Verb.moreOften(
        world.active(),
        actor ->
            world.posts().stream().anyMatch(post -> post.author.equals(actor) && applies(post)));
  }

  /** Those of one's own that it would change more often than others. */
  @Override
  public List<String> targets(World world, String actor) {
    List<String> targets = new ArrayList<>();
    for (Post post : world.posts()) {
      boolean often = post.author.equals(actor) && applies(post);
      targets.addAll(Collections.nCopies(often ? OFTEN : 1, post.name));
    }
    return targets;
  }

  @Override
  public String change(World world, Move move) {
    Post post = world.post(move.target());
    if (!move.actor().equals(post.author)) {
      boolean seen = new Rules(world).shows(move.actor(), post);
      return seen ? "PERMISSION_DENIED NOT_THE_AUTHOR" : Rules.NO_POST;
    }
    if (post.deleted > 0 && this != DELETE && this != RESTORE) {
      return Rules.NO_POST;
    }
    return take(world, post, move.detail());
  }

  @Override
  public void call(Cast cast, Person actor, Move move) {
    List<Object> fields = new ArrayList<>(List.of("post_id", cast.id(move.target())));
    fields.addAll(fields(cast, move.detail()));
    Requests.send(actor, method, fields.toArray());
  }
}
