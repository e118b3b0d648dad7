package tintype.media;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tintype.media.PostContent.Mention;
import tintype.media.PostContent.Tag;
import tintype.media.v1.StoredPostContent;

/** Between column post.content and {@link PostContent}. */
final class StoredContent {
  private StoredContent() {}

  /** Null where the caption says it all. */
  static byte @Nullable [] write(PostContent content) {
    if (content.isOfCaption()) {
      return null;
    }
    StoredPostContent.Builder stored = StoredPostContent.newBuilder();
    content
        .place()
        .ifPresent(
            spot ->
                stored
                    .getPlaceBuilder()
                    .setId(spot.id())
                    .setName(spot.name())
                    .setLatitude(spot.latitude())
                    .setLongitude(spot.longitude()));
    for (Mention mention : content.mentions()) {
      stored.addMentionsBuilder().setAccountId(mention.account()).setUsername(mention.username());
    }
    for (Tag tag : content.people()) {
      stored
          .addPeopleTagsBuilder()
          .setAccountId(tag.account())
          .setMediaId(tag.media())
          .setX(tag.x())
          .setY(tag.y());
    }
    return stored.build().toByteArray();
  }

  /** The content of a row with this caption. */
  static PostContent read(String caption, byte @Nullable [] column) {
    if (column == null) {
      return PostContent.of(caption);
    }
    StoredPostContent stored = parse(column);
    return PostContent.of(
        caption,
        stored.hasPlace() ? Optional.of(spot(stored.getPlace())) : Optional.empty(),
        mentions(stored),
        people(stored));
  }

  private static StoredPostContent parse(byte[] column) {
    try {
      return StoredPostContent.parseFrom(column);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("column post.content holds something else", e);
    }
  }

  private static Spot spot(StoredPostContent.Place place) {
    return new Spot(place.getId(), place.getName(), place.getLatitude(), place.getLongitude());
  }

  private static List<Mention> mentions(StoredPostContent stored) {
    return stored.getMentionsList().stream()
        .map(mention -> new Mention(mention.getAccountId(), mention.getUsername()))
        .toList();
  }

  private static List<Tag> people(StoredPostContent stored) {
    return stored.getPeopleTagsList().stream()
        .map(tag -> new Tag(tag.getAccountId(), tag.getMediaId(), tag.getX(), tag.getY()))
        .toList();
  }
}
