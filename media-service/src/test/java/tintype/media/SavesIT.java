package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListSavedPostsRequest;
import tintype.media.v1.Post;
import tintype.media.v1.SavePostRequest;
import tintype.media.v1.UnsavePostRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class SavesIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long PRIVATE = 44;
  private static final long BLOCKER = 66;
  private static MediaRig rig;
  private static SaveCalls saves;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    saves = new SaveCalls(rig);
    rig.accounts.add(PRIVATE, BLOCKER);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.follow(BEN, PRIVATE);
    rig.graph.block(BLOCKER, BEN);
  }

  @Test
  void aSaveIsShownToWhoSavedAndCountedForTheAuthor() {
    Post post = rig.post(ANA);

    Post saved = saves.save(BEN, post.getId());

    assertThat(saved).isEqualTo(shown(post, 0, true));
    assertThat(rig.get(BEN, post.getId())).isEqualTo(saved);
    seenSoon(ANA, shown(post, 1, false));
    assertThat(rig.get(CAT, post.getId())).isEqualTo(post);
    assertThat(rig.get(0, post.getId())).isEqualTo(post);
  }

  @Test
  void savingTwiceIsSavingOnce() {
    Post post = rig.post(ANA);

    Post first = saves.save(BEN, post.getId());

    assertThat(saves.save(BEN, post.getId())).isEqualTo(first);
    saves.save(CAT, post.getId());
    seenSoon(ANA, shown(post, 2, false));
    assertThat(saves.saved(BEN)).containsOnlyOnce(post.getId());
  }

  @Test
  void aSaveTakenBackLeavesNothing() {
    Post post = rig.post(ANA);
    saves.save(BEN, post.getId());
    seenSoon(ANA, shown(post, 1, false));

    assertThat(saves.unsave(BEN, post.getId())).isEqualTo(post);
    assertThat(saves.unsave(BEN, post.getId())).isEqualTo(post);

    seenSoon(ANA, post);
    assertThat(saves.saved(BEN)).doesNotContain(post.getId());
    assertThat(saves.save(BEN, post.getId())).isEqualTo(shown(post, 0, true));
    seenSoon(ANA, shown(post, 1, false));
  }

  @Test
  void unsavingWhatWasNeverSavedChangesNothing() {
    Post post = rig.post(ANA);

    assertThat(saves.unsave(BEN, post.getId())).isEqualTo(post);
    assertThat(rows(post)).isZero();
  }

  @Test
  void whoSavesAPostOfTheirOwnSeesTheCountAtOnce() {
    Post post = rig.post(ANA);

    assertThat(saves.save(ANA, post.getId())).isEqualTo(shown(post, 1, true));
    assertThat(rig.get(ANA, post.getId())).isEqualTo(shown(post, 1, true));
    assertThat(saves.unsave(ANA, post.getId())).isEqualTo(post);
  }

  @Test
  void everySurfaceShowsSaves() {
    long author = 77;
    rig.accounts.add(author);
    Post first = rig.post(author);
    Post second = rig.post(author);
    saves.save(BEN, first.getId());
    saves.save(CAT, first.getId());

    var batch =
        BatchGetPostsRequest.newBuilder()
            .addPostIds(second.getId())
            .addPostIds(first.getId())
            .build();
    var grid = ListAccountPostsRequest.newBuilder().setAccountId(Long.toString(author)).build();
    List<Post> seen = List.of(second, shown(first, 0, true));
    assertThat(rig.posts(BEN).batchGetPosts(batch).getPostsList()).isEqualTo(seen);
    assertThat(rig.posts(BEN).listAccountPosts(grid).getPostsList()).isEqualTo(seen);
    assertThat(rig.posts(0).listAccountPosts(grid).getPostsList()).containsExactly(second, first);
    List<Post> own = List.of(second, shown(first, 2, false));
    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(rig.posts(author).batchGetPosts(batch).getPostsList()).isEqualTo(own);
          assertThat(rig.posts(author).listAccountPosts(grid).getPostsList()).isEqualTo(own);
        });
  }

  @Test
  void whatIsNotVisibleIsNotSaved() {
    Post ofPrivate = rig.post(PRIVATE);
    Post ofBlocker = rig.post(BLOCKER);
    Post deleted = rig.post(ANA);
    rig.delete(ANA, deleted.getId());
    Refusal absent = Refusal.of(() -> saves.save(CAT, "1_11"));
    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND POST_NOT_FOUND");

    assertRefused(CAT, ofPrivate, absent);
    assertRefused(BEN, ofBlocker, absent);
    assertRefused(ANA, deleted, absent);
    assertThat(rows(ofPrivate)).isZero();
    assertThat(saves.save(BEN, ofPrivate.getId())).isEqualTo(shown(ofPrivate, 0, true));
  }

  private static void assertRefused(long caller, Post post, Refusal refusal) {
    assertThat(Refusal.of(() -> saves.save(caller, post.getId()))).isEqualTo(refusal);
    assertThat(Refusal.of(() -> saves.unsave(caller, post.getId()))).isEqualTo(refusal);
    assertThat(Refusal.of(() -> saves.share(caller, post.getId(), ""))).isEqualTo(refusal);
  }

  @Test
  void nobodySavesAndListsNothing() {
    String id = rig.post(ANA).getId();
    var calls = rig.collections(0);
    var save = SavePostRequest.newBuilder().setPostId(id).build();
    var unsave = UnsavePostRequest.newBuilder().setPostId(id).build();
    var list = ListSavedPostsRequest.getDefaultInstance();

    assertThat(Refusal.of(() -> calls.savePost(save)).reason()).isEqualTo("TOKEN_MISSING");
    assertThat(Refusal.of(() -> calls.unsavePost(unsave)).reason()).isEqualTo("TOKEN_MISSING");
    assertThat(Refusal.of(() -> calls.listSavedPosts(list)).reason()).isEqualTo("TOKEN_MISSING");
  }

  private static Post shown(Post post, int count, boolean saved) {
    Post.Builder shown = post.toBuilder();
    shown.getCountsBuilder().setSaves(count);
    shown.getViewerBuilder().setSaved(saved);
    return shown.build();
  }

  private static void seenSoon(long viewer, Post post) {
    Eventually.awaitPass(SOON, () -> assertThat(rig.get(viewer, post.getId())).isEqualTo(post));
  }

  private static int rows(Post post) {
    long id = Long.parseLong(post.getId().substring(0, post.getId().indexOf('_')));
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT COUNT(*) FROM saved_post WHERE user_id = ? AND post_id = ?")
                    .bind(0, BEN)
                    .bind(1, id)
                    .mapTo(Integer.class)
                    .one());
  }
}
