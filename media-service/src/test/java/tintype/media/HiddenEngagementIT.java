package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.Comment;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What hidden accounts have done under posts leaves the counts, and comes back whole. */
@OnEveryDatabase
class HiddenEngagementIT {
  private static final Duration SOON = HiddenRig.SOON;

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig rig;
  private static HiddenRig people;
  private static SaveCalls saves;
  private static CommentRig say;
  private static long lastFan = 7_000;
  private long fan;
  private String post;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    people = new HiddenRig(rig, database, installation);
    saves = new SaveCalls(rig);
    say = new CommentRig(rig, database);
  }

  @BeforeEach
  void register() {
    fan = ++lastFan;
    rig.accounts.add(fan);
    post = rig.post(ANA).getId();
  }

  @AfterEach
  void countsAreThoseOfTheRows() {
    assertThat(say.contradictions(post)).isEmpty();
    assertThat(people.reconcile(ANA)).isEmpty();
  }

  @Test
  void whoHidesLeavesAllCountsAndComesBackWhole() {
    Comment thread = engage(BEN);
    Comment other = engage(fan);
    say.reply(BEN, thread, "mine");
    say.reply(fan, thread, "mine too");
    say.like(fan, thread);
    say.like(BEN, other);
    awaitCounts(2, 4, 2, 4);
    awaitComment(thread, 2, 2);
    for (int round = 0; round < 2; round++) {
      people.hide(fan);

      awaitCounts(1, 2, 1, 2);
      awaitComment(thread, 1, 1);
      assertThat(people.reconcile(ANA)).isEmpty();

      people.show(fan);

      awaitCounts(2, 4, 2, 4);
      awaitComment(thread, 2, 2);
    }
  }

  @Test
  void allMayHideTogether() {
    engage(BEN);
    engage(fan);
    awaitCounts(2, 2, 2, 4);

    people.tell(BEN, true);
    people.hide(fan);

    awaitCounts(0, 0, 0, 0);
    people.awaitTold(BEN, true);
    people.tell(fan, false);
    people.show(BEN);
    awaitCounts(2, 2, 2, 4);
    people.awaitTold(fan, false);
  }

  /** Calls that were under way, of which only the log tells once the walk has passed. */
  @Test
  void whatComesWhileOneHidesCountsOnceItIsBack() {
    Comment thread = say.comment(BEN, post, "a thread");
    people.hide(fan);

    engage(fan);
    say.reply(fan, thread, "late");
    say.like(fan, thread);

    Eventually.awaitPass(SOON, () -> assertThat(marked("post_save")).isEqualTo(1));
    awaitCounts(0, 1, 0, 0);
    awaitComment(thread, 0, 0);

    people.show(fan);
    awaitCounts(1, 3, 1, 2);
    awaitComment(thread, 1, 1);
  }

  @Test
  void whatIsTakenBackMeanwhileDoesNotComeBack() {
    engage(BEN);
    Comment thread = say.comment(BEN, post, "a thread");
    Comment own = engage(fan);
    Comment reply = say.reply(fan, thread, "a reply");
    say.like(fan, thread);
    awaitCounts(2, 4, 2, 4);
    people.hide(fan);
    awaitCounts(1, 2, 1, 2);

    for (int i = 0; i < 2; i++) {
      rig.unlike(fan, post);
      saves.unsave(fan, post);
      say.unlike(fan, thread);
    }
    say.delete(fan, own);
    say.delete(fan, reply);

    awaitCounts(1, 2, 1, 2);
    awaitComment(thread, 0, 0);
    people.show(fan);
    awaitCounts(1, 2, 1, 4);
    awaitComment(thread, 0, 0);
    rig.like(fan, post);
    rig.unlike(fan, post);
    awaitCounts(1, 2, 1, 4);
  }

  @Test
  void whatIsDoneAgainMeanwhileCountsOnceAfterwards() {
    rig.like(fan, post);
    saves.save(fan, post);
    awaitCounts(1, 0, 1, 0);
    people.hide(fan);
    awaitCounts(0, 0, 0, 0);

    rig.unlike(fan, post);
    rig.like(fan, post);
    saves.unsave(fan, post);
    saves.save(fan, post);
    awaitCounts(0, 0, 0, 0);

    people.show(fan);
    awaitCounts(1, 0, 1, 0);
  }

  /** A placeholder stands for hidden replies too: they may come back. */
  @Test
  void aPlaceholderStaysForHiddenReplies() {
    Comment thread = say.comment(BEN, post, "a thread");
    Comment one = say.reply(fan, thread, "one");
    Comment two = say.reply(fan, thread, "two");
    Comment three = say.reply(CAT, thread, "three");
    people.hide(fan);
    say.delete(BEN, thread);
    say.delete(CAT, three);
    awaitCounts(0, 0, 0, 0);
    assertThat(say.rows("post_comment", thread)).isEqualTo(1);

    say.delete(fan, one);
    people.show(fan);

    awaitCounts(0, 1, 0, 0);
    awaitComment(thread, 1, 0);
    say.delete(fan, two);
    assertThat(say.rows("post_comment", thread)).isZero();
    awaitCounts(0, 0, 0, 0);
  }

  @Test
  void aDeletedCommentOfAHiddenAccountStaysWithoutCounting() {
    Comment thread = say.comment(fan, post, "a thread");
    say.reply(BEN, thread, "a reply");
    say.like(BEN, thread);
    people.hide(fan);
    awaitCounts(0, 1, 0, 0);

    say.delete(ANA, thread);
    awaitCounts(0, 1, 0, 0);

    people.show(fan);
    awaitCounts(0, 1, 0, 0);
  }

  @Test
  void whatIsPurgedMeanwhileIsGone() {
    Comment thread = engage(BEN);
    say.reply(fan, thread, "a reply");
    engage(fan);
    awaitCounts(2, 3, 2, 4);
    people.hide(fan);
    Owned ref = IdText.parseOwned("post", post);
    rig.delete(ANA, post);

    people.instance(CommentStore.class).removeAllOf(ref, 1);
    people.instance(PurgedSaves.class).drop(ref, () -> true);
    people.instance(BinStore.class).purge(ref);
    people.show(fan);

    for (String table : PurgedTables.UNDER_A_POST) {
      assertThat(rowsOf(table, ref)).as(table).isZero();
    }
    for (String table : new String[] {"post_save", "post_save_counter"}) {
      assertThat(rowsOf(table, ref)).as(table).isZero();
    }
  }

  /** Rows before the log's end as a consumer begins anew: nobody else would tell of them. */
  @Test
  void aMirrorThatBeginsAnewHasTheWalksBeginAnew() {
    people.hide(fan);
    SaveMirror mirror = people.instance(SaveMirror.class);
    mirror.close();
    rig.like(fan, post);
    saves.save(fan, post);
    people.execute("DELETE FROM changelog_position WHERE consumer = 'save-mirror'");

    mirror.start();

    Eventually.awaitPass(SOON, () -> assertThat(marked("post_like")).isEqualTo(1));
    awaitCounts(0, 0, 0, 0);
    people.show(fan);
    awaitCounts(1, 0, 1, 0);
  }

  @Test
  void mendingCountsWhoIsThere() {
    Comment thread = engage(BEN);
    engage(fan);
    say.reply(fan, thread, "one");
    say.reply(BEN, thread, "two");
    people.hide(fan);
    awaitCounts(1, 2, 1, 2);
    for (String table : new String[] {"post_like", "post_comment", "post_save", "post_share"}) {
      people.execute("DELETE FROM " + table + "_counter WHERE user_id = ?", ANA);
    }
    people.execute("UPDATE post_comment SET hidden_replies = 5 WHERE user_id = ?", ANA);
    Owned ref = IdText.parseOwned("comment", thread.getId());

    assertThat(people.reconcile(ANA))
        .filteredOn(drift -> drift.getThingId() == ref.id())
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.getCounter()).isEqualTo("hidden_replies");
              assertThat(drift.getCounted()).isEqualTo(5);
              assertThat(drift.getRows()).isEqualTo(1);
            });

    awaitCounts(1, 2, 1, 2);
    // Of replies nobody has, for they have no threads of their own.
    people.execute(
        "UPDATE post_comment SET hidden_replies = 0 WHERE user_id = ? AND thread_id <> 0", ANA);
    people.show(fan);
    awaitCounts(2, 4, 2, 4);
  }

  /** All that can be counted: a like, a comment that it likes itself, a save and two shares. */
  private Comment engage(long account) {
    rig.like(account, post);
    Comment comment = say.comment(account, post, "by " + account);
    say.like(account, comment);
    saves.save(account, post);
    saves.share(account, post, "");
    saves.share(account, post, "");
    return comment;
  }

  /** Rows of the fan under Ana's posts that do not count. */
  private long marked(String table) {
    return people
        .numbers(
            "SELECT COUNT(*) FROM "
                + table
                + " WHERE user_id = ? AND account_id = ? AND hidden_turn % 2 = 1",
            ANA,
            fan)
        .getFirst();
  }

  private static long rowsOf(String table, Owned ref) {
    return people
        .numbers(
            "SELECT COUNT(*) FROM " + table + " WHERE user_id = ? AND post_id = ?",
            ref.owner(),
            ref.id())
        .getFirst();
  }

  private void awaitCounts(int likes, int comments, int saved, int shares) {
    Post.Counts counts =
        Post.Counts.newBuilder()
            .setLikes(likes)
            .setComments(comments)
            .setSaves(saved)
            .setShares(shares)
            .build();
    Eventually.awaitPass(SOON, () -> assertThat(rig.get(ANA, post).getCounts()).isEqualTo(counts));
  }

  private void awaitComment(Comment comment, int replies, int likes) {
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(say.comments(ANA, post))
                .filteredOn(one -> one.getId().equals(comment.getId()))
                .singleElement()
                .satisfies(
                    one -> {
                      assertThat(one.getCounts().getReplies()).isEqualTo(replies);
                      assertThat(one.getCounts().getLikes()).isEqualTo(likes);
                    }));
  }
}
