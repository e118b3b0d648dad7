package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.media.PostContent.Tag;
import tintype.media.v1.PeopleTag;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/** Whom an author may say to be in a picture: somebody the author can see, and does not block. */
final class PeopleTags {
  static final int MAX_A_PICTURE = 20;
  private static final String FIELD = "people_tags";

  private final People people;

  @Inject
  PeopleTags(People people) {
    this.people = people;
  }

  /**
   * The tags that an author asks for.
   *
   * @param media those of the post
   * @throws ApiException INVALID_FIELD for a media of another post, somebody twice in a picture or
   *     too many; ACCOUNT_NOT_FOUND for somebody whom the author cannot see or blocks
   */
  List<Tag> check(long author, List<PeopleTag> wanted, Set<Owned> media) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      tags.add(tag("%s[%d]".formatted(FIELD, i), wanted.get(i), media));
    }
    checkPictures(tags);
    checkPeople(author, tags);
    return tags;
  }

  private static Tag tag(String field, PeopleTag wanted, Set<Owned> media) {
    long account = Caller.current().resolve(field + ".account_id", wanted.getAccountId());
    Owned picture = IdText.parseOwned(field + ".media_id", wanted.getMediaId());
    if (!media.contains(picture)) {
      throw ApiException.invalidField(
          field + ".media_id", picture + " (expected: one of the post's media)");
    }
    return new Tag(account, picture.id(), wanted.getX(), wanted.getY());
  }

  private static void checkPictures(List<Tag> tags) {
    Map<Long, Set<Long>> tagged = new HashMap<>();
    for (Tag tag : tags) {
      Set<Long> inPicture = tagged.computeIfAbsent(tag.media(), media -> new HashSet<>());
      if (!inPicture.add(tag.account())) {
        throw ApiException.invalidField(
            FIELD, tag.account() + " twice in a picture (expected: once)");
      }
      if (inPicture.size() > MAX_A_PICTURE) {
        throw ApiException.invalidField(
            FIELD, "too many in a picture (expected: at most " + MAX_A_PICTURE + ")");
      }
    }
  }

  private void checkPeople(long author, List<Tag> tags) {
    Map<Long, Person> met = meet(author, tags);
    for (Tag tag : tags) {
      if (!mayBeTagged(met.get(tag.account()))) {
        throw Refusals.noAccount().with("account_id", tag.account());
      }
    }
  }

  /** Those of tags, checked before, that the author could ask for now. */
  List<Tag> still(long author, List<Tag> tags) {
    Map<Long, Person> met = meet(author, tags);
    return tags.stream().filter(tag -> mayBeTagged(met.get(tag.account()))).toList();
  }

  private Map<Long, Person> meet(long author, List<Tag> tags) {
    return people.meet(Optional.of(author), tags.stream().map(Tag::account).toList());
  }

  private static boolean mayBeTagged(Person person) {
    return person.canBeSeen() && !person.facts().blocking();
  }
}
