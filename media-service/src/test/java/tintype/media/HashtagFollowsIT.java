package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.FollowHashtagRequest;
import tintype.media.v1.Hashtag;
import tintype.media.v1.HashtagFollowChanged;
import tintype.media.v1.UnfollowHashtagRequest;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** How many hashtags one follows, and what others hear of it. */
@OnEveryDatabase
class HashtagFollowsIT {
  private static final int LIMIT = 3;

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withSettings(Map.of("media-hashtag-follows-limit", Integer.toString(LIMIT)));

  private static TopicRig rig;
  private static long lastAccount = 700;
  private long account;

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
  }

  @BeforeEach
  void register() {
    account = ++lastAccount;
    rig.media.accounts.add(account);
  }

  @Test
  void asManyAsAllowedAreFollowedAndNoMore() {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(follow("tag" + i).getViewer().getFollowing()).isTrue();
    }

    Refusal full = Refusal.of(() -> follow("tag" + LIMIT));

    assertThat(full.codeAndReason()).isEqualTo("FAILED_PRECONDITION TOO_MANY_HASHTAGS_FOLLOWED");
    assertThat(full.metadata()).containsEntry("limit", Integer.toString(LIMIT));
    assertThat(rig.hashtag(account, "tag" + LIMIT).getViewer().getFollowing()).isFalse();
    assertThat(follow("TAG1").getViewer().getFollowing()).isTrue();
    unfollow("tag1");
    assertThat(follow("tag" + LIMIT).getViewer().getFollowing()).isTrue();
    assertThat(Refusal.of(() -> follow("tag1")).reason()).isEqualTo("TOO_MANY_HASHTAGS_FOLLOWED");
  }

  @Test
  void everyChangeIsNewsAndNothingElse() throws Exception {
    follow("Sea");
    follow("sea");
    unfollow("sea");
    unfollow("sea");
    unfollow("sun");
    follow("sea");
    for (int i = 1; i < LIMIT; i++) {
      follow("tag" + i);
    }
    assertThat(Refusal.of(() -> follow("sun")).reason()).isEqualTo("TOO_MANY_HASHTAGS_FOLLOWED");

    List<String> news = new ArrayList<>();
    for (byte[] payload :
        PostNews.payloads(database, new Owned(0, account), "HashtagFollowChanged")) {
      HashtagFollowChanged change = HashtagFollowChanged.parseFrom(payload);
      assertThat(change.getAccountId()).isEqualTo(account);
      assertThat(change.getChangeTime().getSeconds()).isPositive();
      news.add((change.getFollowing() ? "+" : "-") + change.getHashtag());
    }
    assertThat(news).containsExactly("+sea", "-sea", "+sea", "+tag1", "+tag2");
  }

  @RepeatedTest(3)
  void ofManyAtOnceNoneIsBeyondTheLimit() throws Exception {
    int followed = 0;
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String tag = "many" + i;
        calls.add(
            threads.submit(
                () -> {
                  start.await();
                  return follows(tag);
                }));
      }
      start.countDown();
      for (Future<Boolean> call : calls) {
        followed += call.get() ? 1 : 0;
      }
    }

    assertThat(followed).isEqualTo(LIMIT);
    int marked = 0;
    for (int i = 0; i < 8; i++) {
      marked += rig.hashtag(account, "many" + i).getViewer().getFollowing() ? 1 : 0;
    }
    assertThat(marked).isEqualTo(LIMIT);
  }

  private boolean follows(String tag) {
    try {
      return follow(tag).getViewer().getFollowing();
    } catch (StatusRuntimeException e) {
      assertThat(Refusal.of(e).reason()).isEqualTo("TOO_MANY_HASHTAGS_FOLLOWED");
      return false;
    }
  }

  private Hashtag follow(String name) {
    var request = FollowHashtagRequest.newBuilder().setHashtag(name).build();
    return rig.topics(account).followHashtag(request).getHashtag();
  }

  private void unfollow(String name) {
    var request = UnfollowHashtagRequest.newBuilder().setHashtag(name).build();
    assertThat(rig.topics(account).unfollowHashtag(request).getHashtag().getViewer().getFollowing())
        .isFalse();
  }
}
