package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import com.google.protobuf.FieldMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.Collection;
import tintype.media.v1.ListCollectionsResponse;
import tintype.media.v1.UpdateCollectionRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class CollectionsIT {
  private static final int LIMIT = 6;

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withSettings(Map.of("media-collections-limit", Integer.toString(LIMIT)));

  private static MediaRig rig;
  private static SaveCalls saves;
  private static long people = 200;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    saves = new SaveCalls(rig);
  }

  private static long person() {
    rig.accounts.add(++people);
    return people;
  }

  @Test
  void aCollectionIsItsOwnersAlone() {
    long owner = person();
    Collection made = saves.create(owner, "Trips", "");
    String post = rig.post(CAT).getId();

    assertThat(made.getName()).isEqualTo("Trips");
    assertThat(made.hasCreateTime()).isTrue();
    assertThat(saves.get(owner, made.getId())).isEqualTo(made);
    String id = made.getId();
    Refusal absent = Refusal.of(() -> saves.get(owner, "1_" + owner));
    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND COLLECTION_NOT_FOUND");
    assertThat(Refusal.of(() -> saves.get(BEN, id))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rename(BEN, id, "Mine"))).isEqualTo(absent);
    assertThat(Refusal.of(() -> saves.delete(BEN, id))).isEqualTo(absent);
    assertThat(Refusal.of(() -> saves.in(BEN, id))).isEqualTo(absent);
    assertThat(Refusal.of(() -> saves.save(BEN, post, id))).isEqualTo(absent);
    assertThat(Refusal.of(() -> saves.unsave(BEN, post, id))).isEqualTo(absent);
    assertThat(saves.saved(BEN)).doesNotContain(post);
  }

  @Test
  void aPostGoesIntoCollectionsAndOutOfThem() {
    long owner = person();
    String one = saves.collection(owner, "One");
    String two = saves.collection(owner, "Two");
    String post = rig.post(CAT).getId();
    String other = rig.post(CAT).getId();

    assertThat(saves.save(owner, post, one).getViewer().getSaved()).isTrue();
    saves.save(owner, other, one);
    saves.save(owner, post, one);
    saves.save(owner, post, two);
    assertThat(saves.in(owner, one)).containsExactly(other, post);
    assertThat(saves.in(owner, two)).containsExactly(post);
    assertThat(saves.saved(owner)).containsExactly(other, post);

    assertThat(saves.unsave(owner, post, one).getViewer().getSaved()).isTrue();
    assertThat(saves.unsave(owner, post, one).getViewer().getSaved()).isTrue();
    assertThat(saves.in(owner, one)).containsExactly(other);
    assertThat(saves.in(owner, two)).containsExactly(post);

    assertThat(saves.unsave(owner, post).getViewer().getSaved()).isFalse();
    assertThat(saves.in(owner, two)).isEmpty();
    saves.save(owner, post);
    assertThat(saves.in(owner, two)).isEmpty();
  }

  @Test
  void theSavedPostsOfADeletedCollectionStaySaved() {
    long owner = person();
    String collection = saves.collection(owner, "One");
    String post = rig.post(CAT).getId();
    saves.save(owner, post, collection);

    saves.delete(owner, collection);
    saves.delete(owner, collection);

    assertThat(saves.saved(owner)).containsExactly(post);
    assertThat(saves.collections(owner, 0, "").getCollectionsList()).isEmpty();
    String absent = "COLLECTION_NOT_FOUND";
    assertThat(Refusal.of(() -> saves.get(owner, collection)).reason()).isEqualTo(absent);
    assertThat(Refusal.of(() -> saves.in(owner, collection)).reason()).isEqualTo(absent);
    assertThat(Refusal.of(() -> rename(owner, collection, "x")).reason()).isEqualTo(absent);
    assertThat(Refusal.of(() -> saves.save(owner, post, collection)).reason()).isEqualTo(absent);
    assertThat(Refusal.of(() -> saves.delete(owner, "1_" + owner)).reason()).isEqualTo(absent);
    assertThat(number("SELECT COUNT(*) FROM saved_collection_post WHERE user_id = ?", owner))
        .isZero();
  }

  /** As a crash in the middle of a deletion leaves it. */
  @Test
  void deletingAgainTakesWhatACrashHasLeft() {
    long owner = person();
    String collection = saves.collection(owner, "One");
    saves.save(owner, rig.post(CAT).getId(), collection);
    database
        .database(Keyspace.MEDIA)
        .execute(
            handle ->
                handle.execute("UPDATE saved_collection SET deleted = 1 WHERE user_id = ?", owner));

    saves.delete(owner, collection);

    assertThat(number("SELECT COUNT(*) FROM saved_collection_post WHERE user_id = ?", owner))
        .isZero();
  }

  @Test
  void aCollectionIsRenamed() {
    long owner = person();
    Collection made = saves.create(owner, "Before", "");

    Collection renamed = rename(owner, made.getId(), "After");

    assertThat(renamed).isEqualTo(made.toBuilder().setName("After").build());
    assertThat(rename(owner, made.getId(), "After")).isEqualTo(renamed);
    assertThat(saves.get(owner, made.getId())).isEqualTo(renamed);
    var nothing = UpdateCollectionRequest.newBuilder().setCollectionId(made.getId()).build();
    assertThat(rig.collections(owner).updateCollection(nothing).getCollection()).isEqualTo(renamed);
  }

  @Test
  void aNameIsSeenAndNotTooLong() {
    long owner = person();
    String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    String longest = family.repeat(100);

    String id = saves.collection(owner, longest);

    assertThat(saves.get(owner, id).getName()).isEqualTo(longest);
    for (String bad : List.of("", " ", "\n\t", "x".repeat(101), family + longest)) {
      assertThat(Refusal.of(() -> saves.create(owner, bad, "")).fields()).containsExactly("name");
      assertThat(Refusal.of(() -> rename(owner, id, bad)).fields()).containsExactly("name");
    }
    var emptied =
        UpdateCollectionRequest.newBuilder()
            .setCollectionId(id)
            .setUpdateMask(FieldMask.newBuilder().addPaths("name"))
            .build();
    assertThat(Refusal.of(() -> rig.collections(owner).updateCollection(emptied)).fields())
        .containsExactly("name");
    assertThat(saves.get(owner, id).getName()).isEqualTo(longest);
  }

  @Test
  void aRepeatedCreateAnswersTheFirst() {
    long owner = person();
    String requestId = UUID.randomUUID().toString();

    Collection first = saves.create(owner, "One", requestId);

    assertThat(saves.create(owner, "One", requestId)).isEqualTo(first);
    assertThat(Refusal.of(() -> saves.create(owner, "Two", requestId)).codeAndReason())
        .isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
    assertThat(saves.collections(owner, 0, "").getCollectionsList()).containsExactly(first);
    rename(owner, first.getId(), "Two");
    assertThat(saves.create(owner, "One", requestId).getName()).isEqualTo("Two");
  }

  @Test
  void thereIsALimitThatADeletionMakesRoomFor() {
    long owner = person();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < LIMIT; i++) {
      made.add(saves.collection(owner, "Same name"));
    }

    Refusal refusal = Refusal.of(() -> saves.collection(owner, "One more"));
    assertThat(refusal.codeAndReason()).isEqualTo("FAILED_PRECONDITION TOO_MANY_COLLECTIONS");
    assertThat(refusal.metadata()).containsEntry("limit", Integer.toString(LIMIT));
    saves.delete(owner, made.getFirst());
    saves.delete(owner, made.getFirst());

    saves.collection(owner, "One more");
    assertThat(Refusal.of(() -> saves.collection(owner, "Two more")).reason())
        .isEqualTo("TOO_MANY_COLLECTIONS");
    assertThat(saves.collections(owner, 0, "").getCollectionsCount()).isEqualTo(LIMIT);
    assertThat(number("SELECT collections FROM saved_collection_counter WHERE user_id = ?", owner))
        .isEqualTo(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 6, 100})
  void everyPageSizeShowsAllNewestFirst(int size) {
    long owner = person();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      expected.addFirst(saves.collection(owner, "Number " + i));
    }
    saves.collection(ANA, "Not in this list " + size);
    rig.accounts.add(owner);

    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      ListCollectionsResponse page = saves.collections(owner, size, token);
      page.getCollectionsList().forEach(one -> seen.add(one.getId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void aCollectionDeletedAtTheBoundarySkipsNone() {
    long owner = person();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      made.addFirst(saves.collection(owner, "Number " + i));
    }
    String token = saves.collections(owner, 2, "").getNextPageToken();

    saves.delete(owner, made.get(1));
    saves.collection(owner, "A new one");

    var rest = saves.collections(owner, 2, token);
    assertThat(rest.getCollectionsList())
        .extracting(Collection::getId)
        .containsExactly(made.get(2), made.get(3));
    assertThat(rest.getNextPageToken()).isEmpty();
    assertThat(Refusal.of(() -> saves.collections(CAT, 2, token)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
  }

  private static Collection rename(long account, String collection, String name) {
    var request = UpdateCollectionRequest.newBuilder().setCollectionId(collection).setName(name);
    return rig.collections(account).updateCollection(request.build()).getCollection();
  }

  private static int number(String sql, long account) {
    return database
        .database(Keyspace.MEDIA)
        .read(handle -> handle.createQuery(sql).bind(0, account).mapTo(Integer.class).one());
  }
}
