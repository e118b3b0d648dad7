package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.account.v1.AccountSummary;
import tintype.media.v1.ListPostLikesRequest;
import tintype.media.v1.ListPostLikesResponse;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class LikeListsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long FIRST = 101;
  private static final long LAST = 130;
  private static final long HIDDEN = 110;
  private static final long BLOCKS_ANA = 111;
  private static final long BLOCKED_BY_ANA = 112;
  private static final long PRIVATE = 113;
  private static final List<Long> NOT_FOR_ANA = List.of(HIDDEN, BLOCKS_ANA, BLOCKED_BY_ANA);
  private static MediaRig rig;
  private static String post;

  /** Thirty people like a post, three at each moment. */
  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(LongStream.rangeClosed(FIRST, LAST).toArray());
    rig.accounts.setHidden(HIDDEN, true);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.block(BLOCKS_ANA, ANA);
    rig.graph.block(ANA, BLOCKED_BY_ANA);
    post = rig.post(CAT).getId();
    LikeStore likes = rig.service.injector().getInstance(LikeStore.class);
    Owned ref = IdText.parseOwned("post", post);
    for (long account = FIRST; account <= LAST; account++) {
      likes.add(ref, account, account / 3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 26, 27, 28, 30, 100, 1_000})
  void everyPageSizeShowsAllThatMayBeSeenNewestFirst(int size) {
    List<Long> expected =
        LongStream.rangeClosed(FIRST, LAST)
            .map(i -> FIRST + LAST - i)
            .filter(account -> !NOT_FOR_ANA.contains(account))
            .boxed()
            .toList();

    List<Long> seen = new ArrayList<>();
    String token = "";
    do {
      ListPostLikesResponse page = page(ANA, post, size, token);
      token = page.getNextPageToken();
      // Short pages stand at the end alone: what is left out is made up for.
      assertThat(page.getAccountsCount()).isLessThanOrEqualTo(size);
      assertThat(token.isEmpty() || page.getAccountsCount() == size).isTrue();
      seen.addAll(accounts(page));
    } while (!token.isEmpty());

    assertThat(seen).isEqualTo(expected).contains(PRIVATE);
  }

  @Test
  void theListIsNotTheSameForAll() {
    assertThat(accounts(page(BEN, post, 100, "")))
        .hasSize(29)
        .contains(BLOCKS_ANA, BLOCKED_BY_ANA)
        .doesNotContain(HIDDEN);
  }

  @Test
  void aLikeTakenBackAtTheBoundarySkipsNobody() {
    String other = rig.post(CAT).getId();
    rig.like(ANA, other);
    rig.like(BEN, other);
    rig.like(CAT, other);
    String token = page(ANA, other, 2, "").getNextPageToken();

    rig.unlike(BEN, other);

    ListPostLikesResponse rest = page(ANA, other, 2, token);
    assertThat(accounts(rest)).containsExactly(ANA);
    assertThat(rest.getNextPageToken()).isEmpty();
  }

  @Test
  void aPostThatNobodyLikesHasOneEmptyPage() {
    assertThat(page(ANA, rig.post(CAT).getId(), 0, ""))
        .isEqualTo(ListPostLikesResponse.getDefaultInstance());
  }

  @Test
  void aTokenIsOfOneListAndOneCaller() {
    String token = page(ANA, post, 2, "").getNextPageToken();
    String other = rig.post(CAT).getId();

    assertThat(Refusal.of(() -> page(BEN, post, 2, token)).codeAndReason())
        .isEqualTo("INVALID_ARGUMENT PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> page(ANA, other, 2, token)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> page(ANA, post, -1, "")).fields()).containsExactly("page_size");
  }

  private static List<Long> accounts(ListPostLikesResponse page) {
    return page.getAccountsList().stream().map(AccountSummary::getId).map(Long::parseLong).toList();
  }

  private static ListPostLikesResponse page(long viewer, String postId, int size, String token) {
    return rig.posts(viewer)
        .listPostLikes(
            ListPostLikesRequest.newBuilder()
                .setPostId(postId)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }
}
