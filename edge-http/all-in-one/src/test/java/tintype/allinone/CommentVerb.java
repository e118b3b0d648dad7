package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.List;
import tintype.allinone.World.Comment;
import tintype.allinone.World.Post;
import tintype.allinone.World.Tie;
import tintype.media.v1.CommentServiceGrpc;

/** What people do with what is said under posts. */
enum CommentVerb implements Verb {
  REPLY(8, CommentServiceGrpc.getCreateCommentMethod()) {
    /** Where comments are off and what is answered hidden too, either may be the reason. */
    @Override
    public List<String> targets(World world, String actor) {
      return world.commentNames().stream()
          .filter(name -> !world.post(world.comment(name).post()).commentsOff)
          .toList();
    }

    @Override
    String take(World world, Move move, Comment comment) {
      String thread = comment.isReply() ? comment.thread() : comment.name();
      world.add(
          new Comment(Say.nameOf(move), move.actor(), comment.post(), thread, comment.name()));
      return Move.DONE;
    }

    @Override
    public void call(Cast cast, Person actor, Move move) {
      String post = cast.postOf(move.target());
      Say.say(cast, actor, move, post, cast.id(move.target()));
    }
  },
  DELETE_COMMENT(4, CommentServiceGrpc.getDeleteCommentMethod()) {
    /** The post's author may delete any comment, also one that is hidden from the author. */
    @Override
    boolean isThere(World world, String actor, Comment comment) {
      Rules rules = new Rules(world);
      return world.post(comment.post()).author.equals(actor)
          ? !rules.isDeleted(comment)
          : rules.canActOn(actor, comment);
    }

    @Override
    String take(World world, Move move, Comment comment) {
      String author = world.post(comment.post()).author;
      if (!move.actor().equals(comment.author()) && !move.actor().equals(author)) {
        return "PERMISSION_DENIED NOT_THE_COMMENTER";
      }
      world.deletedComments.add(comment.name());
      world.pinnedComments.remove(comment.name());
      return Move.DONE;
    }
  },
  LIKE_COMMENT(4, CommentServiceGrpc.getLikeCommentMethod()) {
    @Override
    String take(World world, Move move, Comment comment) {
      world.add(Tie.LIKE, move.actor(), comment.name());
      return Move.DONE;
    }
  },
  UNLIKE_COMMENT(1, CommentServiceGrpc.getUnlikeCommentMethod()) {
    @Override
    String take(World world, Move move, Comment comment) {
      world.remove(Tie.LIKE, move.actor(), comment.name());
      return Move.DONE;
    }
  },
  PIN_COMMENT(3, CommentServiceGrpc.getPinCommentMethod()) {
    @Override
    String take(World world, Move move, Comment comment) {
      if (!world.post(comment.post()).author.equals(move.actor())) {
        return "PERMISSION_DENIED NOT_THE_AUTHOR";
      }
      if (comment.isReply()) {
        return "FAILED_PRECONDITION REPLY_NOT_PINNED";
      }
      long pins =
          world.commentsOf(comment.post()).stream()
              .filter(one -> world.pinnedComments.contains(one.name()))
              .count();
      if (pins == MAX_PINS && !world.pinnedComments.contains(comment.name())) {
        return "FAILED_PRECONDITION TOO_MANY_PINNED_COMMENTS";
      }
      world.pinnedComments.add(comment.name());
      return Move.DONE;
    }
  },
  UNPIN_COMMENT(1, CommentServiceGrpc.getUnpinCommentMethod()) {
    /** What comes of it for a reply, which is never pinned, the rules leave open. */
    @Override
    public List<String> targets(World world, String actor) {
      return world.threads();
    }

    @Override
    String take(World world, Move move, Comment comment) {
      if (!world.post(comment.post()).author.equals(move.actor())) {
        return "PERMISSION_DENIED NOT_THE_AUTHOR";
      }
      world.pinnedComments.remove(comment.name());
      return Move.DONE;
    }
  };

  private static final int MAX_PINS = 3;

  private final int weight;
  private final MethodDescriptor<? extends Message, ? extends Message> method;

  CommentVerb(int weight, MethodDescriptor<? extends Message, ? extends Message> method) {
    this.weight = weight;
    this.method = method;
  }

  /** With a comment that is there for the actor. */
  abstract String take(World world, Move move, Comment comment);

  boolean isThere(World world, String actor, Comment comment) {
    return new Rules(world).canActOn(actor, comment);
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public List<String> targets(World world, String actor) {
    return world.commentNames();
  }

  @Override
  public String change(World world, Move move) {
    Comment comment = world.comment(move.target());
    Post post = world.post(comment.post());
    if (!new Rules(world).shows(move.actor(), post)) {
      return Rules.NO_POST;
    }
    return isThere(world, move.actor(), comment) ? take(world, move, comment) : Rules.NO_COMMENT;
  }

  @Override
  public void call(Cast cast, Person actor, Move move) {
    Requests.send(
        actor,
        method,
        "post_id",
        cast.id(cast.postOf(move.target())),
        "comment_id",
        cast.id(move.target()));
  }
}
