package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.media.v1.ErrorReason;
import tintype.media.v1.Media.State;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;

/** Media that a post is to be made of. */
final class FreeMedia {
  private final MediaStore media;

  @Inject
  FreeMedia(MediaStore media) {
    this.media = media;
  }

  /**
   * The media that a request names in its field {@code media_ids}, in its order.
   *
   * @throws ApiException INVALID_FIELD, MEDIA_REPEATED, or MEDIA_NOT_FOUND where one is another's
   */
  static Set<Owned> parse(long author, List<String> mediaIds) {
    Set<Owned> wanted = new LinkedHashSet<>();
    for (int i = 0; i < mediaIds.size(); i++) {
      Owned id = IdText.parseOwned("media_ids[" + i + "]", mediaIds.get(i));
      if (!wanted.add(id)) {
        throw ApiException.invalidArgument(
                ErrorReason.MEDIA_REPEATED, "the same media stands twice in the request")
            .with("media_id", id);
      }
    }
    for (Owned id : wanted) {
      // Another's media looks absent.
      if (id.owner() != author) {
        throw Refusals.noMedia().with("media_id", id);
      }
    }
    return wanted;
  }

  /**
   * Passes where all of them could be posted at this moment.
   *
   * @throws ApiException MEDIA_NOT_FOUND, MEDIA_ALREADY_USED or MEDIA_NOT_READY, of the first one
   *     that could not
   */
  void check(Collection<Owned> wanted) {
    Map<Owned, MediaRow> found = media.find(wanted);
    for (Owned id : wanted) {
      MediaRow row = found.get(id);
      if (row == null) {
        throw Refusals.noMedia().with("media_id", id);
      }
      if (row.isInPost() || row.avatar()) {
        throw Refusals.alreadyUsed(id);
      }
      if (row.state() != State.READY) {
        throw Refusals.notReady(id);
      }
    }
  }
}
