package tintype.allinone;

import java.util.List;
import tintype.allinone.World.Comment;
import tintype.allinone.World.Post;
import tintype.media.v1.CommentServiceGrpc;

/** Begins a thread under a post. */
enum Say implements Verb {
  COMMENT;

  static String nameOf(Move move) {
    return "c" + move.number();
  }

  /**
   * Says something for real.
   *
   * @param answered an id; empty to begin a thread
   */
  static void say(Cast cast, Person actor, Move move, String post, String answered) {
    var said =
        Requests.send(
            actor,
            CommentServiceGrpc.getCreateCommentMethod(),
            "post_id",
            cast.id(post),
            "text",
            "Said by " + move.actor(),
            "reply_to",
            answered);
    cast.learnComment(nameOf(move), said.getComment().getId(), post);
  }

  @Override
  public int weight() {
    return 10;
  }

  @Override
  public List<String> targets(World world, String actor) {
    return world.postNames();
  }

  @Override
  public String change(World world, Move move) {
    Post post = world.post(move.target());
    if (!new Rules(world).shows(move.actor(), post)) {
      return Rules.NO_POST;
    }
    if (post.commentsOff) {
      return "FAILED_PRECONDITION COMMENTS_OFF";
    }
    world.add(new Comment(nameOf(move), move.actor(), post.name, "", ""));
    return Move.DONE;
  }

  @Override
  public void call(Cast cast, Person actor, Move move) {
    say(cast, actor, move, move.target(), "");
  }
}
