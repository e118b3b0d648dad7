package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.allinone.Commands.Outcome;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.platform.sql.Keyspace;

/** The command {@code reconcile}, on a running system. */
class ReconcileIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private final Commands commands = new Commands(SYSTEM);

  @Test
  void whatHasDriftedIsMendedAndTold() {
    Person ana = Person.register(SYSTEM.grpc());
    Person ben = Person.register(SYSTEM.grpc());
    ben.follow(ana);
    Post post = ana.post("To be counted");
    var like = LikePostRequest.newBuilder().setPostId(post.getId()).build();
    ben.call(PostServiceGrpc.getLikePostMethod(), like);
    Outcome before = commands.run("reconcile");

    execute("UPDATE media.post_like_counter SET likes = 5 WHERE user_id = " + ana.id());
    execute("UPDATE graph.follow_counter SET following = 0 WHERE user_id = " + ben.id());
    Outcome mending = commands.run("reconcile");
    Outcome after = commands.run("reconcile");

    assertThat(before.exit()).as(before.toString()).isZero();
    assertThat(before.out()).contains("accounts counted anew", "Nothing had drifted.");
    assertThat(mending.exit()).as(mending.toString()).isEqualTo(1);
    assertThat(mending.out())
        .contains(
            "MENDED likes of " + post.getId() + ": was 5, is 1 as its rows",
            "MENDED following of " + ben.id() + ": was 0, is 1 as its rows",
            "2 numbers mended.");
    assertThat(after.exit()).as(after.toString()).isZero();
    var get = GetPostRequest.newBuilder().setPostId(post.getId()).build();
    assertThat(ana.call(PostServiceGrpc.getGetPostMethod(), get).getPost().getCounts().getLikes())
        .isEqualTo(1);
  }

  private static void execute(String sql) {
    SYSTEM.database(Keyspace.MEDIA).execute(handle -> handle.execute(sql));
  }
}
