package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tintype.media.v1.DownloadRequest.Scope;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.visibility.Audience;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Posts as a viewer sees them: rows, media, what people did with them, and the people, each in one
 * batch and side by side, then the visibility rule.
 */
final class VisiblePosts {
  private final PostStore posts;
  private final MediaStore media;
  private final Engagement engagement;
  private final People people;
  private final MediaShape mediaShape;

  @Inject
  VisiblePosts(
      PostStore posts,
      MediaStore media,
      Engagement engagement,
      People people,
      MediaShape mediaShape) {
    this.posts = posts;
    this.media = media;
    this.engagement = engagement;
    this.people = people;
    this.mediaShape = mediaShape;
  }

  /** Those of the posts that are published and that the viewer may see, by id. */
  Map<Owned, Post> find(Optional<Long> viewer, Collection<Owned> ids) {
    return find(viewer, ids, PostRow::isPublished, (row, persons) -> true);
  }

  /** The same without those of others that mention somebody whom the viewer blocks. */
  Map<Owned, Post> findForFeed(Optional<Long> viewer, Collection<Owned> ids) {
    return find(viewer, ids, PostRow::isPublished, VisiblePosts::isForFeed);
  }

  private static boolean isForFeed(PostRow row, Map<Long, Person> persons) {
    return persons.get(row.ref().owner()).facts().self()
        || row.content().mentions().stream()
            .noneMatch(mention -> persons.get(mention.account()).facts().blocking());
  }

  /** Which of the posts {@link #find} would find, in the order given, without what is in them. */
  List<Owned> visible(Optional<Long> viewer, List<Owned> ids) {
    Map<Long, Person> authors =
        people.meetAll(viewer, ids.stream().map(Owned::owner).distinct().toList());
    // Whoever may not see those for everyone may see no others: their rows need not be read.
    List<Owned> open =
        ids.stream().filter(id -> authors.get(id.owner()).canView(Audience.EVERYONE)).toList();
    Set<Owned> visible =
        posts.find(open).stream()
            .filter(PostRow::isPublished)
            .filter(row -> authors.get(row.ref().owner()).canView(audience(row)))
            .map(PostRow::ref)
            .collect(Collectors.toSet());
    return open.stream().filter(visible::contains).toList();
  }

  /** One post as its own page shows it: also an archived one, to its author. */
  Optional<Post> get(Optional<Long> viewer, Owned id) {
    boolean own = viewer.isPresent() && viewer.get() == id.owner();
    Predicate<PostRow> shown =
        row -> row.isPublished() || (own && row.state() == PostState.ARCHIVED);
    return Optional.ofNullable(find(viewer, List.of(id), shown, (row, persons) -> true).get(id));
  }

  private Map<Owned, Post> find(
      Optional<Long> viewer,
      Collection<Owned> ids,
      Predicate<PostRow> shown,
      BiPredicate<PostRow, Map<Long, Person>> wanted) {
    Set<Owned> distinct = new LinkedHashSet<>(ids);
    List<PostRow> rows = posts.find(distinct).stream().filter(shown).toList();
    // Not before: a call that the database does not take must not have cost others anything.
    Aside<Map<Long, Person>> met = Aside.start(() -> meet(viewer, distinct, rows));
    Aside<Map<Owned, List<MediaRow>>> read = Aside.start(() -> media.ofPosts(distinct));
    Engagement.Facts done = engagement.of(viewer, distinct);

    Map<Owned, List<MediaRow>> pictures = read.get();
    Map<Long, Person> persons = met.get();
    Map<Owned, Post> visible = new HashMap<>();
    for (PostRow row : rows) {
      Person author = persons.get(row.ref().owner());
      if (author.canView(audience(row)) && wanted.test(row, persons)) {
        visible.put(row.ref(), shape(row, author, scope(row, author), pictures, done, persons));
      }
    }
    return visible;
  }

  /** The authors, also of absent posts, and whomever the posts name. */
  private Map<Long, Person> meet(
      Optional<Long> viewer, Collection<Owned> ids, Collection<PostRow> rows) {
    LongStream named = rows.stream().flatMapToLong(row -> row.content().accounts());
    return people.meetAll(
        viewer, LongStream.concat(ids.stream().mapToLong(Owned::owner), named).boxed().toList());
  }

  /** These posts of one author, all of which the viewer may see, in this order. */
  List<Post> assemble(Optional<Long> viewer, List<PostRow> rows, Person author) {
    return assemble(viewer, rows, author, row -> scope(row, author));
  }

  /** These posts of an author as staff judge them, wherever they are, in this order. */
  List<Post> forStaff(List<PostRow> rows, Person author) {
    return assemble(Optional.empty(), rows, author, row -> Scope.STAFF);
  }

  private List<Post> assemble(
      Optional<Long> viewer, List<PostRow> rows, Person author, Function<PostRow, Scope> scope) {
    List<Owned> ids = rows.stream().map(PostRow::ref).toList();
    Aside<Map<Long, Person>> met = Aside.start(() -> meet(viewer, List.of(), rows));
    Aside<Map<Owned, List<MediaRow>>> read = Aside.start(() -> media.ofPosts(ids));
    Engagement.Facts done = engagement.of(viewer, ids);

    Map<Owned, List<MediaRow>> pictures = read.get();
    Map<Long, Person> named = met.get();
    return rows.stream()
        .map(row -> shape(row, author, scope.apply(row), pictures, done, named))
        .toList();
  }

  /** These posts of an author as the author sees them, wherever they are, in this order. */
  List<Post> ofAuthor(long author, List<PostRow> rows) {
    Optional<Long> viewer = Optional.of(author);
    return assemble(viewer, rows, people.meet(viewer, author));
  }

  /**
   * What the urls of a post's media are signed for: the same to all its viewers. One that is not
   * published has but its author.
   */
  static Scope scope(PostRow row, Person author) {
    if (!row.isPublished()) {
      return Scope.OWNER;
    }
    return author.everybodyCanView(audience(row)) ? Scope.EVERYBODY : Scope.BEARER;
  }

  static Audience audience(PostRow row) {
    return switch (row.audience()) {
      case EVERYONE -> Audience.EVERYONE;
      case FOLLOWERS -> Audience.FOLLOWERS;
      case CLOSE_FRIENDS -> Audience.CLOSE_FRIENDS;
      case AUDIENCE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalStateException("post " + row.ref() + " is for nobody");
    };
  }

  private Post shape(
      PostRow row,
      Person author,
      Scope scope,
      Map<Owned, List<MediaRow>> pictures,
      Engagement.Facts done,
      Map<Long, Person> named) {
    List<MediaRow> own = pictures.getOrDefault(row.ref(), List.of());
    Post.Builder post =
        Post.newBuilder()
            .setId(row.ref().toString())
            .setAuthor(author.summary())
            .addAllMedia(own.stream().map(one -> mediaShape.of(one, scope)).toList())
            .setCaption(row.caption())
            .setAudience(row.audience())
            .setCreateTime(ProtoTimes.ofMicros(row.createMicros()))
            .setUpdateTime(ProtoTimes.ofMicros(row.updateMicros()))
            .setEdited(row.edited())
            .setArchived(row.state().isArchived())
            .setPinned(row.isPinned())
            .setLikeCountHidden(row.likesHidden())
            .setCommentsOff(row.commentsOff());
    if (row.state().isInBin()) {
      post.setDeleteTime(ProtoTimes.ofMicros(row.deleteMicros()));
    }
    ContentShape.on(post, row, named);
    return done.on(post, row.ref()).build();
  }
}
