package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tintype.media.PostContent.Tag;
import tintype.media.v1.CreateDraftRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.UpdateDraftRequest;
import tintype.media.v1.UpdatePostRequest;
import tintype.platform.rpc.IdText.Owned;

/** What an author asks a post to say, checked; its caption has been checked before. */
final class ContentChecks {
  private static final String PLACE = "place";

  private final MentionedAccounts mentions;
  private final PeopleTags peopleTags;
  private final MediaStore media;

  @Inject
  ContentChecks(MentionedAccounts mentions, PeopleTags peopleTags, MediaStore media) {
    this.mentions = mentions;
    this.peopleTags = peopleTags;
    this.media = media;
  }

  /**
   * The content of a new post.
   *
   * @param pictures its media
   * @throws tintype.platform.rpc.ApiException INVALID_FIELD, ACCOUNT_NOT_FOUND
   */
  PostContent of(long author, CreatePostRequest request, Set<Owned> pictures) {
    return PostContent.of(
        request.getCaption(),
        request.hasPlace() ? Optional.of(Spot.of(PLACE, request.getPlace())) : Optional.empty(),
        mentions.in(request.getCaption()),
        peopleTags.check(author, request.getPeopleTagsList(), pictures));
  }

  /**
   * What a draft says as a post of this moment. Who was tagged, and could not be now, is left out:
   * at a planned time nobody is there to be refused.
   */
  PostContent of(DraftRow draft) {
    return PostContent.of(
        draft.caption(),
        draft.place(),
        mentions.in(draft.caption()),
        peopleTags.still(draft.ref().owner(), draft.people()));
  }

  /**
   * What a draft is to say beside its caption.
   *
   * @param pictures its media
   * @throws tintype.platform.rpc.ApiException INVALID_FIELD, ACCOUNT_NOT_FOUND
   */
  PostContent of(long author, CreateDraftRequest request, Set<Owned> pictures) {
    return PostContent.of(
        request.getCaption(),
        request.hasPlace() ? Optional.of(Spot.of(PLACE, request.getPlace())) : Optional.empty(),
        List.of(),
        peopleTags.check(author, request.getPeopleTagsList(), pictures));
  }

  /**
   * Who is to be in a draft's pictures instead.
   *
   * @param pictures its media
   * @throws tintype.platform.rpc.ApiException INVALID_FIELD, ACCOUNT_NOT_FOUND
   */
  List<Tag> people(long author, UpdateDraftRequest request, Set<Owned> pictures) {
    return peopleTags.check(author, request.getPeopleTagsList(), pictures);
  }

  /**
   * What a post is to say anew.
   *
   * @param changed the fields that it names
   * @throws tintype.platform.rpc.ApiException INVALID_FIELD, ACCOUNT_NOT_FOUND
   */
  ContentEdit edit(Owned post, UpdatePostRequest request, Set<String> changed) {
    boolean says = changed.contains("caption");
    return new ContentEdit(
        says ? Optional.of(request.getCaption()) : Optional.empty(),
        says ? Optional.of(mentions.in(request.getCaption())) : Optional.empty(),
        changed.contains(PLACE) ? Optional.of(place(request)) : Optional.empty(),
        changed.contains("people_tags")
            ? Optional.of(
                peopleTags.check(post.owner(), request.getPeopleTagsList(), pictures(post)))
            : Optional.empty());
  }

  private static Optional<Spot> place(UpdatePostRequest request) {
    return request.hasPlace() ? Optional.of(Spot.of(PLACE, request.getPlace())) : Optional.empty();
  }

  private Set<Owned> pictures(Owned post) {
    return media.ofPosts(List.of(post)).getOrDefault(post, List.of()).stream()
        .map(MediaRow::ref)
        .collect(Collectors.toSet());
  }
}
