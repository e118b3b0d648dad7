package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** The list of all that somebody has saved, and that of one collection. */
@OnEveryDatabase
class SaveListsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long READER = 88;
  private static final long HIDDEN = 91;
  private static final long BLOCKER = 92;
  private static final long STRANGER = 93;
  private static final int POSTS = 15;
  private static final List<String> visible = new ArrayList<>();
  private static MediaRig rig;
  private static SaveCalls saves;
  private static String all;

  /** A page of a list, as its token and its posts. */
  private record Page(List<String> posts, String token) {}

  /** Fifteen posts, three saved at each moment; some are not for the reader's eyes. */
  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    saves = new SaveCalls(rig);
    rig.accounts.add(READER, HIDDEN, BLOCKER, STRANGER);
    all = saves.collection(READER, "All");
    SaveStore store = rig.service.injector().getInstance(SaveStore.class);
    long collection = IdText.parseOwned("collection", all).id();
    long[] authors = {ANA, BEN, HIDDEN, CAT, ANA, BEN, CAT, BLOCKER, ANA, BEN, CAT, STRANGER};
    for (int i = 0; i < POSTS; i++) {
      long author = authors[i % authors.length];
      String post = rig.post(author).getId();
      store.save(READER, IdText.parseOwned("post", post), Optional.of(collection), i / 3);
      if (author != HIDDEN && author != BLOCKER && author != STRANGER) {
        visible.addFirst(post);
      }
    }
    rig.accounts.setHidden(HIDDEN, true);
    rig.accounts.setPrivate(STRANGER, true);
    rig.graph.block(BLOCKER, READER);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 11, 12, 15, 100, 1_000})
  void everyPageSizeShowsAllThatMayBeSeenNewestFirst(int size) {
    assertThat(visible).hasSize(11);
    assertThat(read(size, SaveListsIT::savedPage)).isEqualTo(visible);
    assertThat(read(size, SaveListsIT::collectionPage)).isEqualTo(visible);
  }

  private static List<String> read(int size, BiFunction<Integer, String, Page> list) {
    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      Page page = list.apply(size, token);
      token = page.token();
      // Short pages stand at the end alone: what is left out is made up for.
      assertThat(page.posts().size()).isLessThanOrEqualTo(size);
      assertThat(token.isEmpty() || page.posts().size() == size).isTrue();
      seen.addAll(page.posts());
    } while (!token.isEmpty());
    return seen;
  }

  private static Page savedPage(int size, String token) {
    var page = saves.saved(READER, size, token);
    return new Page(
        page.getPostsList().stream().map(Post::getId).toList(), page.getNextPageToken());
  }

  private static Page collectionPage(int size, String token) {
    var page = saves.in(READER, all, size, token);
    return new Page(
        page.getPostsList().stream().map(Post::getId).toList(), page.getNextPageToken());
  }

  @Test
  void whatVanishesComesBackWhereItStood() {
    long reader = 101;
    long author = 102;
    rig.accounts.add(reader, author);
    String first = rig.post(CAT).getId();
    String theirs = rig.post(author).getId();
    String last = rig.post(CAT).getId();
    List.of(first, theirs, last).forEach(post -> saves.save(reader, post));

    rig.accounts.setPrivate(author, true);
    assertThat(saves.saved(reader)).containsExactly(last, first);
    rig.accounts.setPrivate(author, false);

    assertThat(saves.saved(reader)).containsExactly(last, theirs, first);
  }

  @Test
  void aDeletedPostStandsInNobodysList() {
    long reader = 103;
    rig.accounts.add(reader);
    String post = rig.post(ANA).getId();
    String collection = saves.collection(reader, "One");
    saves.save(reader, post, collection);
    saves.save(ANA, post);

    rig.delete(ANA, post);

    assertThat(saves.saved(reader)).isEmpty();
    assertThat(saves.in(reader, collection)).isEmpty();
    assertThat(saves.saved(ANA)).doesNotContain(post);
  }

  @Test
  void changesAtTheBoundaryOfPagesSkipNothingAndRepeatNothing() {
    long reader = 104;
    rig.accounts.add(reader);
    List<String> posts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      posts.addFirst(rig.post(CAT).getId());
      saves.save(reader, posts.getFirst());
    }
    var first = saves.saved(reader, 2, "");

    saves.unsave(reader, posts.get(1));
    saves.unsave(reader, posts.get(2));
    saves.save(reader, rig.post(CAT).getId());
    var second = saves.saved(reader, 2, first.getNextPageToken());

    assertThat(second.getPostsList())
        .extracting(Post::getId)
        .containsExactly(posts.get(3), posts.get(4));
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void aPostThatIsSavedAgainComesFirst() {
    long reader = 105;
    rig.accounts.add(reader);
    String old = rig.post(CAT).getId();
    String young = rig.post(CAT).getId();
    saves.save(reader, old);
    saves.save(reader, young);

    saves.save(reader, old);
    assertThat(saves.saved(reader)).containsExactly(young, old);
    saves.unsave(reader, old);
    saves.save(reader, old);

    assertThat(saves.saved(reader)).containsExactly(old, young);
  }

  @Test
  void whoSavedNothingHasOneEmptyPage() {
    long reader = 106;
    rig.accounts.add(reader);

    assertThat(saves.saved(reader, 0, "").getPostsList()).isEmpty();
    assertThat(saves.saved(reader, 0, "").getNextPageToken()).isEmpty();
    assertThat(saves.collections(reader, 0, "").getCollectionsList()).isEmpty();
  }

  @Test
  void aTokenIsOfOneListAndOneCaller() {
    String token = saves.saved(READER, 2, "").getNextPageToken();
    String ofCollection = saves.in(READER, all, 2, "").getNextPageToken();
    String other = saves.collection(READER, "Other");
    String refusal = "INVALID_ARGUMENT PAGE_TOKEN_INVALID";

    assertThat(Refusal.of(() -> saves.saved(ANA, 2, token)).codeAndReason()).isEqualTo(refusal);
    assertThat(Refusal.of(() -> saves.in(READER, all, 2, token)).codeAndReason())
        .isEqualTo(refusal);
    assertThat(Refusal.of(() -> saves.in(READER, other, 2, ofCollection)).codeAndReason())
        .isEqualTo(refusal);
    assertThat(Refusal.of(() -> saves.saved(READER, -1, "")).fields()).containsExactly("page_size");
  }
}
