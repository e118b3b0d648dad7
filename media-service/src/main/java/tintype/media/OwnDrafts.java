package tintype.media;

import com.google.protobuf.Timestamp;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.DownloadRequest.Scope;
import tintype.media.v1.Draft;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/** Drafts between requests, rows and answers; another's draft looks absent. */
final class OwnDrafts {
  /** How far ahead a post can be planned. */
  private static final Duration HORIZON = Duration.ofDays(365);

  /** Drafts whose media are asked for at once: 20 of each at most. */
  private static final int DRAFTS_AT_ONCE = 50;

  private final MediaStore media;
  private final MediaShape mediaShape;
  private final People people;
  private final Clock clock;

  @Inject
  OwnDrafts(MediaStore media, MediaShape mediaShape, People people, Clock clock) {
    this.media = media;
    this.mediaShape = mediaShape;
    this.people = people;
    this.clock = clock;
  }

  /**
   * The id of a draft, which need not be there.
   *
   * @throws ApiException INVALID_FIELD, or DRAFT_NOT_FOUND where it is not the caller's
   */
  static Owned parse(String draftId) {
    Owned id = IdText.parseOwned("draft_id", draftId);
    if (id.owner() != Caller.current().requireAccount()) {
      throw Refusals.noDraft();
    }
    return id;
  }

  /**
   * When a draft is to be published.
   *
   * @throws ApiException INVALID_FIELD where that is past or too far ahead
   */
  long publishMicros(Timestamp time) {
    long now = Micros.now(clock);
    long micros =
        Math.addExact(Math.multiplyExact(time.getSeconds(), 1_000_000L), time.getNanos() / 1_000);
    if (micros <= now || micros > now + HORIZON.toNanos() / 1_000) {
      throw ApiException.invalidField(
          "publish_time",
          ProtoTimes.toInstant(time)
              + " (expected: within the next "
              + HORIZON.toDays()
              + " days)");
    }
    return micros;
  }

  /** One draft as its author sees it. */
  Draft show(DraftRow row) {
    return show(List.of(row)).getFirst();
  }

  /** Drafts as their author sees them, in this order. */
  List<Draft> show(List<DraftRow> rows) {
    List<Draft> shown = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += DRAFTS_AT_ONCE) {
      List<DraftRow> some = rows.subList(from, Math.min(from + DRAFTS_AT_ONCE, rows.size()));
      Set<Owned> ids = new LinkedHashSet<>();
      some.forEach(row -> ids.addAll(media(row)));
      Map<Owned, MediaRow> found = ids.isEmpty() ? Map.of() : media.find(ids);
      Map<Long, Person> met = tagged(some);
      some.forEach(row -> shown.add(shape(row, found, met)));
    }
    return shown;
  }

  /** Whom some drafts of one author name, as the author meets them. */
  private Map<Long, Person> tagged(List<DraftRow> rows) {
    Set<Long> accounts = new LinkedHashSet<>();
    rows.forEach(row -> row.people().forEach(tag -> accounts.add(tag.account())));
    return people.meetAll(Optional.of(rows.getFirst().ref().owner()), accounts);
  }

  private static List<Owned> media(DraftRow row) {
    return row.mediaIds().stream().map(id -> new Owned(id, row.ref().owner())).toList();
  }

  private Draft shape(DraftRow row, Map<Owned, MediaRow> found, Map<Long, Person> met) {
    Draft.Builder draft =
        Draft.newBuilder()
            .setId(row.ref().toString())
            .setCaption(row.caption())
            .setAudience(row.audience())
            .setLikeCountHidden(row.likesHidden())
            .setCreateTime(ProtoTimes.ofMicros(row.createMicros()))
            .setUpdateTime(ProtoTimes.ofMicros(row.updateMicros()))
            .setFailure(row.failure())
            .addAllPeopleTags(ContentShape.tags(row.people(), row.ref().owner(), met));
    row.place().ifPresent(spot -> draft.setPlace(spot.toProto()));
    media(row).stream()
        .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
        .forEach(one -> draft.addMedia(mediaShape.of(one, Scope.OWNER)));
    if (row.publishMicros() > 0) {
      draft.setPublishTime(ProtoTimes.ofMicros(row.publishMicros()));
    }
    return draft.build();
  }
}
