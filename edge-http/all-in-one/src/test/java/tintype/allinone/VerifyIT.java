package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tintype.allinone.Commands.Outcome;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.MuteRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Pictures;

/** {@code load-posts} and {@code verify}, over a graph that {@code load-follows} made. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VerifyIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final int POSTS = 120;

  @TempDir static Path folder;
  private final Commands commands = new Commands(SYSTEM);
  private final List<String> repairs = new ArrayList<>();

  @BeforeAll
  static void prepare() throws IOException {
    Path photos = Files.createDirectories(folder.resolve("photos").resolve("more"));
    // The same name in two folders: two pictures all the same.
    Files.write(photos.resolveSibling("one.jpg"), Pictures.jpeg(320, 240, 1));
    Files.write(photos.resolve("one.jpg"), Pictures.jpeg(240, 320, 2));
    Files.writeString(photos.resolve("text.jpg"), "This is not a photograph.");
    Files.writeString(photos.resolve("notes.txt"), "Nor is this meant to be one.");
    Path file =
        Files.write(
            folder.resolve("graph.tsv"),
            List.of("60001\t60002", "60001\t60003", "60002\t60001", "60003\t60002"));
    assertThat(new Commands(SYSTEM).run("load-follows", file.toString()).exit()).isZero();
  }

  @Test
  @Order(1)
  void postsAreLoadedOnce() {
    Outcome first = load();
    Footprint loaded = SYSTEM.footprint();
    Outcome again = load();

    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(first.out())
        .contains("text.jpg is left out: ")
        .contains(POSTS + " posts in ")
        .contains(POSTS + " new, 0 there already; 2 photographs")
        .doesNotContain("one.jpg is left out", "notes.txt");
    assertThat(again.out()).contains("0 new, " + POSTS + " there already; 2 photographs");
    assertThat(SYSTEM.footprint()).isEqualTo(loaded);
  }

  @Test
  @Order(2)
  void verifyFindsNothing() {
    Person reader = Person.register(SYSTEM.grpc());
    for (MuteRequest.Builder mute : List.of(forGood(), until(4_102_444_800L))) {
      Person author = Person.register(SYSTEM.grpc());
      reader.follow(author);
      author.post("of somebody who is muted");
      reader.call(GraphServiceGrpc.getMuteMethod(), mute.setAccountId(author.id()).build());
    }
    Outcome outcome = commands.run("verify");

    assertThat(outcome.exit()).as(outcome.toString()).isZero();
    assertThat(outcome.out()).contains("feeds compared", "Nothing differs.");
  }

  private static MuteRequest.Builder forGood() {
    return MuteRequest.newBuilder();
  }

  private static MuteRequest.Builder until(long seconds) {
    return MuteRequest.newBuilder().setEndTime(Timestamp.newBuilder().setSeconds(seconds));
  }

  @Test
  @Order(3)
  void whatWasTamperedWithIsNamed() {
    long follower = id("SELECT user_id FROM account.username WHERE name = 'u60001'");
    long followee = id("SELECT user_id FROM account.username WHERE name = 'u60002'");
    // Whose feed is nothing but own posts.
    long author =
        id(
            """
            SELECT user_id FROM media.post_counter c
            WHERE posts > 0 AND NOT EXISTS (
              SELECT 1 FROM graph.relation r WHERE r.user_id = c.user_id AND r.following = 1)
            LIMIT 1
            """);
    long post = id("SELECT MAX(post_id) FROM media.post WHERE state = 0 AND user_id = " + author);

    tamper(
        "graph.follow_counter SET following = following + %d WHERE user_id = " + follower, 1, -1);
    tamper(
        "graph.follow_counter SET followers = followers - %d WHERE user_id = " + follower, 1, -1);
    tamper(
        "graph.relation SET followed_by = %d WHERE user_id = "
            + followee
            + " AND other_id = "
            + follower,
        0,
        1);
    tamper("graph.follow_counter SET close_friends = %d WHERE user_id = " + followee, 1, 0);
    String friends = " WHERE user_id = " + followee + " AND other_id = " + follower;
    tamper("graph.relation SET close_friend_of = %d" + friends, 1, 0);
    String follow = " WHERE user_id = " + follower + " AND other_id = " + followee;
    tamper("graph.relation SET other_hidden = %d" + follow, 1, 0);
    execute("INSERT INTO graph.listed VALUES (%d, 5, %d, 7)".formatted(follower, followee));
    repairs.add("DELETE FROM graph.listed WHERE user_id = " + follower);
    String key = "(user_id, post_id, account_id, create_micros) VALUES (%d, %d, %d, 1)";
    execute("INSERT INTO media.post_like " + key.formatted(author, post, follower));
    String like = "media.post_like WHERE post_id = %d AND account_id = %d";
    repairs.add("DELETE FROM " + like.formatted(post, follower));
    execute("INSERT INTO media.post_like_counter VALUES (%d, 7, 0, 1)".formatted(author));
    repairs.add("DELETE FROM media.post_like_counter WHERE post_id = 7");
    execute("INSERT INTO media.post_share_counter VALUES (%d, 7, 0, 1)".formatted(author));
    repairs.add("DELETE FROM media.post_share_counter WHERE post_id = 7");
    execute("INSERT INTO media.post_save_counter VALUES (%d, 7, 0, 1)".formatted(author));
    repairs.add("DELETE FROM media.post_save_counter WHERE post_id = 7");
    execute(
        "INSERT INTO media.post_save VALUES (%d, %d, %d, 1, 1, 0)".formatted(author, post, author));
    String save = "media.post_save WHERE post_id = %d AND account_id = %d";
    repairs.add("DELETE FROM " + save.formatted(post, author));
    execute("INSERT INTO media.saved_collection_post VALUES (%d, 8, 9, 1, 1)".formatted(author));
    repairs.add("DELETE FROM media.saved_collection_post WHERE collection_id = 8");
    String comment = "VALUES (%d, %d, %d, %d, %d, %d, %d, %d, '', 1, 1, 0, 1)";
    execute(
        "INSERT INTO media.post_comment "
            + comment.formatted(author, 8, post, 0, 0, follower, 0, 1));
    execute("INSERT INTO media.post_comment " + comment.formatted(author, 9, 7, 6, 6, 5, 0, 0));
    repairs.add("DELETE FROM media.post_comment WHERE comment_id = 8");
    repairs.add("DELETE FROM media.post_comment WHERE comment_id = 9");
    execute("INSERT INTO media.comment_like VALUES (%d, 9, %d, 1, 0)".formatted(author, follower));
    repairs.add("DELETE FROM media.comment_like WHERE comment_id = 9");
    String hidden = Person.register(SYSTEM.grpc()).id();
    tamper("account.account SET state = %d WHERE user_id = " + hidden, 1, 0);
    for (String listed :
        List.of("hashtag_post (tag_id", "place_post (place_id", "tagged_post (user_id")) {
      execute(
          "INSERT INTO media.%s, post_id, author_id, listed, version) VALUES (5, 6, %s, 1, 1)"
              .formatted(listed, hidden));
      repairs.add("DELETE FROM media." + listed.split(" ", 2)[0] + " WHERE post_id = 6");
    }
    tamper("media.post SET state = %d WHERE user_id = " + author + " AND post_id = " + post, 1, 0);
    Outcome outcome = commands.run("verify");
    repair();

    assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(1);
    assertThat(outcome.out())
        .contains(
            "DIFFERS following count of " + follower + " is not",
            "DIFFERS followers count of " + follower + " is not",
            "DIFFERS a follow by " + follower + " is not mirrored",
            "DIFFERS counts of hidden ones of " + follower + " are not",
            "DIFFERS " + follower + " does not know whether somebody is hidden",
            "DIFFERS close friends count of " + followee + " is not",
            "DIFFERS whose close friend " + followee + " is does not say so",
            "DIFFERS a list of " + follower + " has somebody",
            "DIFFERS the lists of " + follower + " do not have",
            "DIFFERS post count of " + author + " is not",
            "DIFFERS likes count of post " + post + " is not",
            "DIFFERS likes count of post 7 has no likes",
            "DIFFERS shares count of post 7 has no shares",
            "DIFFERS saves count of post 7 has no saves",
            "DIFFERS saves count of post " + post + " is not",
            "DIFFERS a mirrored save of post " + post + " is none",
            "DIFFERS post 9 is in a collection and not saved",
            "DIFFERS comments count of post " + post + " is not",
            "DIFFERS replies count of comment 8 is not",
            "DIFFERS hidden replies count of comment 8 is not",
            "DIFFERS reply 9 is in no thread",
            "DIFFERS comment 9 is under no post",
            "DIFFERS comment 9 is by no account",
            "DIFFERS likes count of comment 9 is not",
            "DIFFERS a hashtag has post 6, whose author is hidden",
            "DIFFERS a place has post 6, whose author is hidden",
            "DIFFERS somebody is in post 6, whose author is hidden",
            "DIFFERS feed of " + author + " at 0")
        .doesNotContain("Nothing differs.");
    assertThat(commands.run("verify").out()).contains("Nothing differs.");
  }

  /** Other suites share these rows. */
  @AfterEach
  void repair() {
    repairs.forEach(VerifyIT::execute);
    repairs.clear();
  }

  private Outcome load() {
    return commands.run("load-posts", "--posts=" + POSTS, "--photos=" + folder.resolve("photos"));
  }

  /** Changes one row, and remembers how to change it back. */
  private void tamper(String update, int wrong, int right) {
    repairs.add("UPDATE " + update.formatted(right));
    execute("UPDATE " + update.formatted(wrong));
  }

  private static void execute(String sql) {
    int changed =
        SYSTEM
            .database(Keyspace.MEDIA)
            .<Integer, RuntimeException>transact(handle -> handle.execute(sql));
    assertThat(changed).as(sql).isEqualTo(1);
  }

  private static long id(String sql) {
    return SYSTEM
        .database(Keyspace.MEDIA)
        .read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
