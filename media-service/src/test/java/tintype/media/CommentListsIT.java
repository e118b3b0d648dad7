package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.CommentRig.texts;
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
import tintype.media.v1.Comment;
import tintype.media.v1.ListCommentsResponse;
import tintype.media.v1.ListRepliesResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class CommentListsIT {
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
  private static final long RESTRICTED = 113;
  private static final List<Long> NOT_FOR_ANA =
      List.of(HIDDEN, BLOCKS_ANA, BLOCKED_BY_ANA, RESTRICTED);
  private static final List<Long> PINNED = List.of(125L, BLOCKS_ANA, 105L);
  private static MediaRig rig;
  private static CommentRig say;
  private static CommentStore store;
  private static String post;
  private static Comment thread;

  /** Thirty people say something, three at each moment; and thirty in a thread. */
  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    say = new CommentRig(rig, database);
    store = rig.service.injector().getInstance(CommentStore.class);
    rig.accounts.add(LongStream.rangeClosed(FIRST, LAST).toArray());
    rig.accounts.setHidden(HIDDEN, true);
    rig.graph.block(BLOCKS_ANA, ANA);
    rig.graph.block(ANA, BLOCKED_BY_ANA);
    rig.graph.restrict(CAT, RESTRICTED);
    post = rig.post(CAT).getId();
    thread = say.comment(BEN, rig.post(CAT).getId(), "thread");
    IdGenerator ids = rig.service.injector().getInstance(IdGenerator.class);
    CommentPinStore pins = rig.service.injector().getInstance(CommentPinStore.class);
    Owned ref = IdText.parseOwned("post", post);
    CommentRow first = row(thread);
    for (long account = FIRST; account <= LAST; account++) {
      String text = Long.toString(account);
      Owned id = new Owned(ids.next(), CAT);
      CommentRow comment = CommentRow.comment(id, ref, account, text, account / 3);
      store.create(comment, "", new byte[0]);
      if (PINNED.contains(account)) {
        pins.pin(comment, 3);
      }
      Owned replyId = new Owned(ids.next(), CAT);
      store.create(CommentRow.reply(replyId, first, account, text, 1), "", new byte[0]);
    }
  }

  private static CommentRow row(Comment comment) {
    Owned ref = IdText.parseOwned("comment", comment.getId());
    return store.find(List.of(ref)).get(ref);
  }

  private static List<String> expected(LongStream accounts) {
    return accounts
        .filter(account -> !NOT_FOR_ANA.contains(account))
        .mapToObj(Long::toString)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 25, 26, 27, 30, 100, 1_000})
  void everyPageSizeShowsAllThatMayBeSeenPinnedOnesFirst(int size) {
    List<String> expected = new ArrayList<>(expected(PINNED.stream().mapToLong(id -> id)));
    expected.addAll(
        expected(
            LongStream.rangeClosed(FIRST, LAST)
                .map(i -> FIRST + LAST - i)
                .filter(account -> !PINNED.contains(account))));

    assertThat(texts(all(ANA, post, size, () -> {}))).isEqualTo(expected).hasSize(26);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 25, 26, 27, 30, 100, 1_000})
  void everyPageSizeShowsAllRepliesThatMayBeSeenOldestFirst(int size) {
    List<String> expected = expected(LongStream.rangeClosed(FIRST, LAST));

    assertThat(texts(allReplies(ANA, thread, size, () -> {}))).isEqualTo(expected).hasSize(26);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6})
  void whatChangesBetweenTwoPagesNeitherRepeatsNorHidesTheRest(int size) {
    String changing = rig.post(CAT).getId();
    List<Comment> said = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      said.add(say.comment(BEN, changing, "old " + i));
    }
    say.pin(CAT, said.get(3));
    say.pin(CAT, said.get(1));

    List<Comment> seen =
        all(
            ANA,
            changing,
            size,
            () -> {
              say.comment(BEN, changing, "new");
              say.pin(CAT, said.getFirst());
              say.unpin(CAT, said.get(3));
              // The one at the boundary, whichever it is, and one further on.
              say.delete(BEN, said.get(size < 2 ? 3 : 6 - size));
            });

    List<String> deleted = List.of("old " + (size < 2 ? 3 : 6 - size));
    assertThat(texts(seen)).doesNotHaveDuplicates();
    assertThat(texts(seen))
        .containsAll(texts(said).stream().filter(text -> !deleted.contains(text)).toList());
  }

  @Test
  void aPinnedOneThatIsDeletedBetweenTwoPagesIsLeftOut() {
    String changing = rig.post(CAT).getId();
    Comment one = say.comment(BEN, changing, "one");
    Comment two = say.comment(BEN, changing, "two");
    say.comment(BEN, changing, "three");
    say.pin(CAT, one);
    say.pin(CAT, two);

    List<Comment> seen = all(ANA, changing, 1, () -> say.delete(BEN, one));

    assertThat(texts(seen)).containsExactly("two", "three");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6})
  void repliesThatComeOrGoBetweenTwoPagesHideNoOthers(int size) {
    Comment changing = say.comment(BEN, rig.post(CAT).getId(), "thread");
    List<Comment> said = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      said.add(say.reply(BEN, changing, "old " + i));
    }
    int boundary = Math.min(size, 6) - 1;

    List<Comment> seen =
        allReplies(
            ANA,
            changing,
            size,
            () -> {
              say.reply(CAT, changing, "new");
              say.delete(BEN, said.get(boundary));
            });

    List<String> expected = new ArrayList<>(texts(said));
    if (size < 6) {
      expected.add("new");
    }
    assertThat(texts(seen)).isEqualTo(expected);
  }

  @Test
  void aPostWithoutCommentsHasOneEmptyPage() {
    assertThat(say.page(ANA, rig.post(CAT).getId(), 0, ""))
        .isEqualTo(ListCommentsResponse.getDefaultInstance());
  }

  @Test
  void aTokenIsOfOneListAndOneCaller() {
    String token = say.page(ANA, post, 2, "").getNextPageToken();
    String ofReplies = say.replies(ANA, thread, 2, "").getNextPageToken();
    String other = rig.post(CAT).getId();
    Comment otherThread = say.comment(BEN, other, "another thread");

    assertThat(Refusal.of(() -> say.page(BEN, post, 2, token)).codeAndReason())
        .isEqualTo("INVALID_ARGUMENT PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> say.page(ANA, other, 2, token)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> say.page(ANA, post, 2, ofReplies)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> say.replies(BEN, thread, 2, ofReplies)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> say.replies(ANA, otherThread, 2, ofReplies)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> say.page(ANA, post, -1, "")).fields()).containsExactly("page_size");
    assertThat(Refusal.of(() -> say.replies(ANA, thread, -1, "")).fields())
        .containsExactly("page_size");
  }

  /** All pages; something happens after the first. */
  private static List<Comment> all(long viewer, String post, int size, Runnable afterFirst) {
    List<Comment> seen = new ArrayList<>();
    Runnable then = afterFirst;
    String token = "";
    do {
      ListCommentsResponse page = say.page(viewer, post, size, token);
      token = page.getNextPageToken();
      assertFull(page.getCommentsCount(), size, token);
      seen.addAll(page.getCommentsList());
      then.run();
      then = () -> {};
    } while (!token.isEmpty());
    return seen;
  }

  private static List<Comment> allReplies(
      long viewer, Comment thread, int size, Runnable afterFirst) {
    List<Comment> seen = new ArrayList<>();
    Runnable then = afterFirst;
    String token = "";
    do {
      ListRepliesResponse page = say.replies(viewer, thread, size, token);
      token = page.getNextPageToken();
      assertFull(page.getRepliesCount(), size, token);
      seen.addAll(page.getRepliesList());
      then.run();
      then = () -> {};
    } while (!token.isEmpty());
    return seen;
  }

  /** Short pages stand at the end alone: what is left out is made up for. */
  private static void assertFull(int count, int size, String token) {
    assertThat(count).isLessThanOrEqualTo(size);
    assertThat(token.isEmpty() || count == size).isTrue();
  }
}
