package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.media.TopicRig.LOUVRE;

import com.google.protobuf.FieldMask;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.Mention;
import tintype.media.v1.PeopleTag;
import tintype.media.v1.Place;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What a post says beside its pictures. */
@OnEveryDatabase
class PostContentIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long HIDDEN = 401;
  private static final long BLOCKS_ANA = 402;
  private static final long BLOCKED_BY_ANA = 403;
  private static final long PRIVATE = 404;
  private static final long FIRST_OF_MANY = 500;
  private static TopicRig rig;

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
    rig.media.accounts.add(HIDDEN, BLOCKS_ANA, BLOCKED_BY_ANA, PRIVATE);
    rig.media.accounts.add(LongStream.range(FIRST_OF_MANY, FIRST_OF_MANY + 30).toArray());
    rig.media.accounts.setHidden(HIDDEN, true);
    rig.media.accounts.setPrivate(PRIVATE, true);
    rig.media.graph.block(BLOCKS_ANA, ANA);
    rig.media.graph.block(ANA, BLOCKED_BY_ANA);
  }

  @Test
  void aPostSaysItAll() {
    Post post =
        rig.post(
            ANA,
            request ->
                request
                    .setCaption("With @u22 at #Sea and #SUN, @nobody.here! #sea")
                    .setPlace(LOUVRE)
                    .addPeopleTags(TopicRig.tag(CAT, request.getMediaIds(0))));

    assertThat(post.getHashtagsList()).containsExactly("sea", "sun");
    assertThat(post.getMentionsList()).containsExactly(mention(BEN));
    assertThat(post.getPlace().toBuilder().clearId().build()).isEqualTo(LOUVRE);
    assertThat(post.getPlace().getId()).matches("[1-9][0-9]*");
    assertThat(post.getPeopleTagsList())
        .containsExactly(
            TopicRig.tag(CAT, post.getMedia(0).getId()).toBuilder().setUsername("u33").build());
    assertThat(rig.media.get(BEN, post.getId())).isEqualTo(post);
    assertThat(rig.media.get(0, post.getId())).isEqualTo(post);
  }

  @Test
  void aCaptionAloneIsKeptAlone() {
    Post post = rig.post(ANA, "#sea");

    assertThat(post.getHashtagsList()).containsExactly("sea");
    assertThat(post.hasPlace()).isFalse();
    assertThat(content(post)).isEmpty();
  }

  @Test
  void peopleAreShownToThoseWhoMaySeeThem() {
    rig.media.accounts.setHidden(HIDDEN, false);
    Post post =
        rig.post(
            CAT,
            request -> {
              for (long account : List.of(HIDDEN, BLOCKS_ANA, BLOCKED_BY_ANA, PRIVATE, CAT)) {
                request
                    .setCaption(request.getCaption() + " @u" + account)
                    .addPeopleTags(TopicRig.tag(account, request.getMediaIds(0)));
              }
              return request;
            });
    rig.media.accounts.setHidden(HIDDEN, true);

    assertThat(mentioned(rig.media.get(CAT, post.getId())))
        .containsExactly(BLOCKS_ANA, BLOCKED_BY_ANA, PRIVATE, CAT);
    assertThat(mentioned(rig.media.get(0, post.getId())))
        .containsExactly(BLOCKS_ANA, BLOCKED_BY_ANA, PRIVATE, CAT);
    assertThat(mentioned(rig.media.get(ANA, post.getId()))).containsExactly(PRIVATE, CAT);
    assertThat(tagged(rig.media.get(ANA, post.getId()))).containsExactly(PRIVATE, CAT);
    assertThat(tagged(rig.media.get(BLOCKS_ANA, post.getId()))).contains(BLOCKS_ANA);
  }

  @Test
  void onlyWhoIsThereForTheAuthorCanBeTagged() {
    for (long account : List.of(HIDDEN, BLOCKS_ANA, BLOCKED_BY_ANA, 9_999L)) {
      Refusal refusal = Refusal.of(() -> rig.tagging(ANA, account));
      assertThat(refusal.codeAndReason()).isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
      assertThat(refusal.metadata()).containsEntry("account_id", Long.toString(account));
    }
    assertThat(tagged(rig.tagging(ANA, ANA, PRIVATE))).containsExactly(ANA, PRIVATE);
  }

  @Test
  void aTagIsInAPictureOfThePost() {
    String other = rig.media.upload(ANA).getId();

    assertThat(fieldsOf(request -> request.addPeopleTags(TopicRig.tag(BEN, other))))
        .containsExactly("people_tags[0].media_id");
    assertThat(fieldsOf(tagAt(-0.01, 0))).containsExactly("people_tags[0].x");
    assertThat(fieldsOf(tagAt(0, 1.01))).containsExactly("people_tags[0].y");
    assertThat(fieldsOf(tagAt(Double.NaN, 0))).containsExactly("people_tags[0].x");
    assertThat(rig.post(ANA, tagAt(0, 1)::on).getPeopleTags(0).getY()).isEqualTo(1);
  }

  @Test
  void aPictureHasTwentyTagsAndNobodyTwice() {
    long[] twenty = LongStream.range(FIRST_OF_MANY, FIRST_OF_MANY + 20).toArray();
    long[] more = LongStream.range(FIRST_OF_MANY, FIRST_OF_MANY + 21).toArray();

    assertThat(rig.tagging(ANA, twenty).getPeopleTagsCount()).isEqualTo(20);
    assertThat(Refusal.of(() -> rig.tagging(ANA, more)).fields()).containsExactly("people_tags");
    assertThat(Refusal.of(() -> rig.tagging(ANA, BEN, BEN)).fields())
        .containsExactly("people_tags");
  }

  @Test
  void aCaptionNamesSoMuchAndNoMore() {
    assertThat(rig.post(ANA, words("#tag", 30)).getHashtagsCount()).isEqualTo(30);
    assertThat(Refusal.of(() -> rig.post(ANA, words("#tag", 31))).fields())
        .containsExactly("caption");
    assertThat(Refusal.of(() -> rig.post(ANA, words("@user", 21))).fields())
        .containsExactly("caption");
    assertThat(rig.post(ANA, words("@user", 20)).getMentionsCount()).isZero();
    Post post = rig.post(ANA, "");
    assertThat(Refusal.of(() -> rig.caption(ANA, post, words("#tag", 31))).fields())
        .containsExactly("caption");
  }

  @Test
  void aPlaceIsNamedAndOnEarth() {
    assertThat(fieldsOf(request -> request.setPlace(Place.newBuilder().setLatitude(1))))
        .containsExactly("place.name");
    assertThat(fieldsOf(request -> request.setPlace(LOUVRE.toBuilder().setName("  "))))
        .containsExactly("place.name");
    assertThat(fieldsOf(request -> request.setPlace(LOUVRE.toBuilder().setLatitude(90.1))))
        .containsExactly("place.latitude");
    assertThat(fieldsOf(request -> request.setPlace(LOUVRE.toBuilder().setLongitude(-181))))
        .containsExactly("place.longitude");
  }

  @Test
  void aRepeatedCreateAnswersTheFirstPost() {
    CreatePostRequest.Builder request =
        CreatePostRequest.newBuilder()
            .addMediaIds(rig.media.upload(ANA).getId())
            .setCaption("@u22 #once")
            .setPlace(LOUVRE)
            .setRequestId(UUID.randomUUID().toString());
    Post post = rig.create(ANA, request);

    assertThat(rig.create(ANA, request)).isEqualTo(post);
    request.setPlace(LOUVRE.toBuilder().setName("Elsewhere"));
    assertThat(Refusal.of(() -> rig.create(ANA, request)).reason()).isEqualTo("REQUEST_ID_REUSED");
  }

  @Test
  void hashtagsAndMentionsFollowTheEdit() {
    Post post = rig.post(ANA, "#old with @u22");

    Post edited = rig.caption(ANA, post, "#new with @u33");

    assertThat(edited.getHashtagsList()).containsExactly("new");
    assertThat(edited.getMentionsList()).containsExactly(mention(CAT));
    assertThat(edited.getEdited()).isTrue();
    assertThat(rig.media.get(BEN, post.getId())).isEqualTo(edited);
    assertThat(rig.caption(ANA, post, "#new with @u33")).isEqualTo(edited);
  }

  @Test
  void placeAndPeopleAreEditedAloneAndTakenAway() {
    Post post = rig.post(ANA, "#stays with @u22");
    String picture = post.getMedia(0).getId();

    Post placed = rig.update(ANA, post, request -> request.setPlace(LOUVRE));
    Post peopled =
        rig.update(ANA, post, request -> request.addPeopleTags(TopicRig.tag(CAT, picture)));

    assertThat(placed.getEdited()).isTrue();
    assertThat(peopled.getPlace()).isEqualTo(placed.getPlace());
    assertThat(peopled.getHashtagsList()).containsExactly("stays");
    assertThat(peopled.getMentionsList()).containsExactly(mention(BEN));
    assertThat(tagged(peopled)).containsExactly(CAT);

    Post bare =
        rig.update(
            ANA,
            post,
            request ->
                request.setUpdateMask(
                    FieldMask.newBuilder().addPaths("place").addPaths("people_tags")));
    assertThat(bare.hasPlace()).isFalse();
    assertThat(bare.getPeopleTagsCount()).isZero();
    assertThat(bare.getCaption()).isEqualTo(post.getCaption());
  }

  @Test
  void anEditIsCheckedAsTheCreationIs() {
    Post post = rig.post(ANA, "");
    String picture = post.getMedia(0).getId();
    String other = rig.media.upload(ANA).getId();

    assertThat(
            Refusal.of(
                    () ->
                        rig.update(
                            ANA, post, r -> r.addPeopleTags(TopicRig.tag(BLOCKS_ANA, picture))))
                .reason())
        .isEqualTo("ACCOUNT_NOT_FOUND");
    assertThat(
            Refusal.of(() -> rig.update(ANA, post, r -> r.addPeopleTags(TopicRig.tag(BEN, other))))
                .fields())
        .containsExactly("people_tags[0].media_id");
    assertThat(Refusal.of(() -> rig.update(BEN, post, r -> r.setPlace(LOUVRE))).reason())
        .isEqualTo("NOT_THE_AUTHOR");
    assertThat(rig.media.get(ANA, post.getId())).isEqualTo(post);
  }

  /** A mention is of the account that had the name then. */
  @Test
  void whatIsSaidAgainKeepsItsMentions() {
    Post post = rig.post(ANA, "with @u505");
    rig.media.accounts.rename(505, "other");
    try {
      Post placed =
          rig.update(ANA, post, request -> request.setPlace(LOUVRE).setCaption("with @u505"));

      assertThat(mentioned(placed)).containsExactly(505L);
      assertThat(rig.caption(ANA, post, "now with @u505").getMentionsCount()).isZero();
    } finally {
      rig.media.accounts.rename(505, "u505");
    }
  }

  @Test
  void loadedPostsSayWhatTheirCaptionsSay() {
    String source = rig.media.upload(ANA).getId();
    long id =
        rig.media
            .imports()
            .importPosts(
                ImportPostsRequest.newBuilder()
                    .addPosts(
                        ImportPostsRequest.NewPost.newBuilder()
                            .setAuthorId(BEN)
                            .setSourceMediaId(source)
                            .setCaption("#loaded by @u11 and @none_such")
                            .setRequestId(UUID.randomUUID().toString()))
                    .build())
            .getPostIds(0);

    Post post = rig.media.get(CAT, new Owned(id, BEN).toString());
    assertThat(post.getHashtagsList()).containsExactly("loaded");
    assertThat(mentioned(post)).containsExactly(ANA);
  }

  private interface Saying {
    CreatePostRequest.Builder on(CreatePostRequest.Builder request);
  }

  private static Saying tagAt(double x, double y) {
    return request ->
        request.addPeopleTags(
            TopicRig.tag(BEN, request.getMediaIds(0)).toBuilder().setX(x).setY(y));
  }

  private static List<String> fieldsOf(Saying saying) {
    return Refusal.of(() -> rig.post(ANA, saying::on)).fields();
  }

  private static String words(String word, int count) {
    return IntStream.range(0, count).mapToObj(i -> word + i).collect(Collectors.joining(" "));
  }

  private static Mention mention(long account) {
    return Mention.newBuilder()
        .setAccountId(Long.toString(account))
        .setUsername("u" + account)
        .build();
  }

  private static List<Long> mentioned(Post post) {
    return post.getMentionsList().stream().map(Mention::getAccountId).map(Long::parseLong).toList();
  }

  private static List<Long> tagged(Post post) {
    return post.getPeopleTagsList().stream()
        .map(PeopleTag::getAccountId)
        .map(Long::parseLong)
        .toList();
  }

  private static byte[] content(Post post) {
    Owned ref = TopicRig.ref(post);
    return rig.database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT content FROM post WHERE user_id = ? AND post_id = ?")
                    .bind(0, ref.owner())
                    .bind(1, ref.id())
                    .map((row, context) -> row.getBytes(1) == null ? new byte[0] : row.getBytes(1))
                    .one());
  }
}
