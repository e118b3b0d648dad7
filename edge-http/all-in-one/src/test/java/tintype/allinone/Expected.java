package tintype.allinone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tintype.allinone.World.Comment;
import tintype.allinone.World.Post;
import tintype.allinone.World.Tie;

/**
 * What each surface must show to a viewer, in the order of its list: names of things, or facts
 * about them, or how it is refused.
 */
final class Expected {
  private final World world;
  private final Rules rules;

  Expected(World world) {
    this.world = world;
    this.rules = new Rules(world);
  }

  List<String> post(String viewer, String name) {
    Post post = world.post(name);
    return rules.opens(viewer, post) ? facts(viewer, post) : List.of(Rules.NO_POST);
  }

  /** A number of likes can be its author's alone, that of saves always is. */
  private List<String> facts(String viewer, Post post) {
    boolean own = viewer.equals(post.author);
    Facts facts = new Facts(post.name, "by " + post.author, post.audience.name());
    facts.count("likes", post.likesHidden && !own ? 0 : there(world.to(Tie.LIKE, post.name)));
    facts.count("comments", thereOf(world.commentsOf(post.name)));
    facts.count("saves", own ? there(world.to(Tie.SAVE, post.name)) : 0);
    facts.count("shares", there(post.sharers));
    facts.flag("liked", world.has(Tie.LIKE, viewer, post.name));
    facts.flag("saved", world.has(Tie.SAVE, viewer, post.name));
    facts.flag("pinned", post.pinned > 0);
    facts.flag("archived", post.archived);
    facts.flag("comments off", post.commentsOff);
    facts.flag("likes hidden", post.likesHidden);
    post.mentions.stream()
        .filter(who -> rules.meets(viewer, who))
        .forEach(who -> facts.add("@" + who));
    post.tagged.stream()
        .filter(who -> rules.meets(viewer, who))
        .forEach(who -> facts.add("of " + who));
    return facts.toList();
  }

  List<String> batch(String viewer) {
    return names(world.posts().stream().filter(post -> rules.shows(viewer, post)));
  }

  /** One's own is always one's own; another's goes with its post. */
  List<String> media(String viewer, String name) {
    Post post = world.post(name);
    return List.of(
        viewer.equals(post.author) || rules.shows(viewer, post) ? "there" : Rules.NO_MEDIA);
  }

  /** Pinned first, the one pinned last before the others; then newest first. */
  List<String> grid(String viewer, String account) {
    Comparator<Post> pins = Comparator.comparingInt((Post post) -> post.pinned).reversed();
    return behindGate(
        viewer,
        account,
        () -> names(newest(viewer, post -> post.author.equals(account)).sorted(pins)));
  }

  List<String> tagged(String viewer, String account) {
    return behindGate(
        viewer, account, () -> names(newest(viewer, post -> post.tagged.contains(account))));
  }

  List<String> hashtag(String viewer, String hashtag) {
    return names(newest(viewer, post -> post.hashtags.contains(hashtag)));
  }

  List<String> place(String viewer, String place) {
    return names(newest(viewer, post -> post.place.equals(place)));
  }

  List<String> topOfHashtag(String viewer, String hashtag) {
    return names(best(newest(viewer, post -> post.hashtags.contains(hashtag))));
  }

  List<String> topOfPlace(String viewer, String place) {
    return names(best(newest(viewer, post -> post.place.equals(place))));
  }

  /** Best liked first, of as many likes the newer one. */
  private Stream<Post> best(Stream<Post> newest) {
    return newest.sorted(
        Comparator.comparingLong((Post post) -> there(world.to(Tie.LIKE, post.name))).reversed());
  }

  List<String> countOfHashtag(String hashtag) {
    return count(post -> post.hashtags.contains(hashtag));
  }

  /** A place that no post is of is none. */
  List<String> countOfPlace(String place) {
    List<String> count = count(post -> post.place.equals(place));
    return count.equals(List.of("posts=0")) ? List.of(Rules.NO_PLACE) : count;
  }

  /** The same for all, whatever they may see of it. */
  private List<String> count(Predicate<Post> chosen) {
    Facts facts = new Facts();
    facts.count(
        "posts",
        world.posts().stream()
            .filter(chosen)
            .filter(post -> post.isPublished() && !world.suspended.contains(post.author))
            .count());
    return facts.toList();
  }

  /** Whom one follows, and oneself; but nobody muted, nor what names somebody one blocks. */
  List<String> feed(String viewer) {
    return names(
        newest(
            viewer,
            post ->
                post.author.equals(viewer)
                    || (isCandidate(viewer, post)
                        && post.mentions.stream()
                            .noneMatch(named -> world.has(Tie.BLOCK, viewer, named)))));
  }

  /** The ids that a feed is made of, as far as their posts are for the reader. */
  List<String> candidates(String viewer) {
    return names(newest(viewer, post -> isCandidate(viewer, post)));
  }

  private boolean isCandidate(String viewer, Post post) {
    return post.author.equals(viewer)
        || (world.has(Tie.FOLLOW, viewer, post.author)
            && !world.has(Tie.MUTE, viewer, post.author));
  }

  List<String> saved(String viewer) {
    return stillShown(viewer, world.from(Tie.SAVE, viewer));
  }

  List<String> collection(String viewer) {
    return stillShown(viewer, world.from(Tie.COLLECT, viewer));
  }

  private List<String> stillShown(String viewer, List<String> posts) {
    return posts.stream().filter(name -> rules.shows(viewer, world.post(name))).toList();
  }

  List<String> archive(String viewer) {
    return names(
        world.newestPosts().stream()
            .filter(post -> post.author.equals(viewer) && post.archived && post.deleted == 0));
  }

  List<String> bin(String viewer) {
    return names(world.bin(viewer).stream());
  }

  List<String> likers(String viewer, String name) {
    Post post = world.post(name);
    if (!rules.opens(viewer, post)) {
      return List.of(Rules.NO_POST);
    }
    boolean hidden = post.likesHidden && !viewer.equals(post.author);
    return hidden ? List.of() : people(viewer, world.to(Tie.LIKE, name));
  }

  /** Pinned first, then the others, each newest first. */
  List<String> comments(String viewer, String post) {
    if (!rules.shows(viewer, world.post(post))) {
      return List.of(Rules.NO_POST);
    }
    Comparator<Comment> unpinned =
        Comparator.comparing(comment -> !world.pinnedComments.contains(comment.name()));
    return world.commentsOf(post).reversed().stream()
        .filter(comment -> !comment.isReply() && rules.isListed(viewer, comment))
        .sorted(unpinned)
        .map(comment -> said(viewer, comment))
        .toList();
  }

  List<String> replies(String viewer, String name) {
    Comment thread = world.comment(name);
    if (!rules.shows(viewer, world.post(thread.post()))) {
      return List.of(Rules.NO_POST);
    }
    return !rules.isListed(viewer, thread)
        ? List.of(Rules.NO_COMMENT)
        : world.replies(name).stream()
            .filter(reply -> !rules.isDeleted(reply) && rules.hears(viewer, reply))
            .map(reply -> said(viewer, reply))
            .toList();
  }

  /** A reply to a reply that is hidden, or not there any more, stays without naming it. */
  private String said(String viewer, Comment comment) {
    boolean deleted = rules.isDeleted(comment);
    Facts facts = new Facts(comment.name(), deleted ? "deleted" : "by " + comment.author());
    facts.count("likes", deleted ? 0 : there(world.to(Tie.LIKE, comment.name())));
    facts.count("replies", thereOf(world.replies(comment.name())));
    facts.flag("liked", !deleted && world.has(Tie.LIKE, viewer, comment.name()));
    facts.flag("pinned", world.pinnedComments.contains(comment.name()));
    if (comment.isReply()) {
      Comment answered = world.comment(comment.answered());
      boolean named = !answered.isReply() || rules.canActOn(viewer, answered);
      facts.flag("to " + answered.name(), named);
    }
    return facts.toString();
  }

  List<String> head(String viewer, String account) {
    if (!rules.finds(viewer, account)) {
      return List.of(Rules.NO_ACCOUNT);
    }
    Facts facts = new Facts(account);
    facts.count(
        "posts",
        world.posts().stream().filter(p -> p.author.equals(account) && p.isPublished()).count());
    facts.count("followers", there(world.to(Tie.FOLLOW, account)));
    facts.count("following", there(world.from(Tie.FOLLOW, account)));
    facts.flag("private", world.privates.contains(account));
    return facts.toList();
  }

  /** How many of them are hidden from nobody. */
  private long there(List<String> accounts) {
    return accounts.stream().filter(account -> !world.suspended.contains(account)).count();
  }

  private long thereOf(List<Comment> comments) {
    return there(
        comments.stream().filter(one -> !rules.isDeleted(one)).map(Comment::author).toList());
  }

  List<String> heads(String viewer) {
    return World.PEOPLE.stream().filter(account -> rules.finds(viewer, account)).toList();
  }

  /** Those whom the viewer follows first, then the others, each newest first. */
  List<String> followers(String viewer, String account) {
    return behindGate(viewer, account, () -> ownFirst(viewer, world.to(Tie.FOLLOW, account)));
  }

  List<String> following(String viewer, String account) {
    return behindGate(viewer, account, () -> ownFirst(viewer, world.from(Tie.FOLLOW, account)));
  }

  List<String> mutualFollowers(String viewer, String account) {
    return behindGate(
        viewer,
        account,
        () ->
            people(viewer, world.to(Tie.FOLLOW, account)).stream()
                .filter(follower -> world.has(Tie.FOLLOW, viewer, follower))
                .toList());
  }

  private List<String> ownFirst(String viewer, List<String> accounts) {
    Comparator<String> followed =
        Comparator.comparing(account -> !world.has(Tie.FOLLOW, viewer, account));
    return people(viewer, accounts).stream().sorted(followed).toList();
  }

  /** Who is not there is left out. */
  List<String> relationships(String viewer) {
    List<String> relationships = new ArrayList<>();
    for (String other : World.PEOPLE) {
      if (!other.equals(viewer) && rules.finds(viewer, other)) {
        Facts facts = new Facts(other);
        facts.flag("following", world.has(Tie.FOLLOW, viewer, other));
        facts.flag("followed by", world.has(Tie.FOLLOW, other, viewer));
        facts.flag("requested", world.has(Tie.REQUEST, viewer, other));
        facts.flag("requested by", world.has(Tie.REQUEST, other, viewer));
        facts.flag("blocking", world.has(Tie.BLOCK, viewer, other));
        facts.flag("muting", world.has(Tie.MUTE, viewer, other));
        facts.flag("restricting", world.has(Tie.RESTRICT, viewer, other));
        facts.flag("close friend", world.has(Tie.CLOSE_FRIEND, viewer, other));
        facts.flag("favourite", world.has(Tie.FAVOURITE, viewer, other));
        relationships.add(facts.toString());
      }
    }
    return relationships;
  }

  List<String> requestsReceived(String viewer) {
    return people(viewer, world.to(Tie.REQUEST, viewer));
  }

  /** Whom the viewer has a tie to. */
  List<String> own(String viewer, Tie tie) {
    return world.from(tie, viewer).stream()
        .filter(account -> rules.finds(viewer, account))
        .toList();
  }

  /** Not there is no error but where the account itself is not. */
  private List<String> behindGate(String viewer, String account, Supplier<List<String>> list) {
    if (!rules.finds(viewer, account)) {
      return List.of(Rules.NO_ACCOUNT);
    }
    return rules.entersGate(viewer, account) ? list.get() : List.of();
  }

  private List<String> people(String viewer, List<String> accounts) {
    return accounts.stream().filter(account -> rules.meets(viewer, account)).toList();
  }

  private Stream<Post> newest(String viewer, Predicate<Post> chosen) {
    return world.newestPosts().stream()
        .filter(post -> chosen.test(post) && rules.shows(viewer, post));
  }

  private static List<String> names(Stream<Post> posts) {
    return posts.map(post -> post.name).toList();
  }
}
