package tintype.allinone;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tintype.allinone.World.Post;
import tintype.media.v1.Media;
import tintype.media.v1.PeopleTag;
import tintype.media.v1.Place;
import tintype.media.v1.Post.Audience;
import tintype.media.v1.PostServiceGrpc;
import tintype.testkit.Pictures;

/** Publishes a post that says something by chance. */
enum Publish implements Verb {
  PUBLISH;

  /**
   * What a post says.
   *
   * @param hashtag empty for none, and so the others
   */
  record Words(String hashtag, String mentioned) {
    static Words of(int detail) {
      Random random = new Random(detail);
      return new Words(oneOrNone(random, World.HASHTAGS, 4), oneOrNone(random, World.PEOPLE, 6));
    }

    void set(Post post) {
      post.hashtags = setOf(hashtag);
      post.mentions = setOf(mentioned);
    }

    String caption(Cast cast) {
      List<String> words = new ArrayList<>(List.of("Seen"));
      if (!hashtag.isEmpty()) {
        words.add("#" + cast.hashtag(hashtag));
      }
      if (!mentioned.isEmpty()) {
        words.add("@" + cast.person(mentioned).account().getUsername());
      }
      return String.join(" ", words);
    }
  }

  /** Whom it is for, and where and of whom its picture is. */
  private record Frame(Audience audience, String place, String tagged) {
    static Frame of(int detail) {
      Random random = new Random(~detail);
      List<Audience> audiences =
          List.of(
              Audience.EVERYONE,
              Audience.EVERYONE,
              Audience.EVERYONE,
              Audience.FOLLOWERS,
              Audience.CLOSE_FRIENDS);
      return new Frame(
          audiences.get(random.nextInt(audiences.size())),
          oneOrNone(random, World.PLACES, 5),
          oneOrNone(random, World.PEOPLE, 9));
    }
  }

  private static String oneOrNone(Random random, List<String> names, int outOf) {
    int number = random.nextInt(outOf);
    return number < names.size() ? names.get(number) : "";
  }

  private static Set<String> setOf(String name) {
    return name.isEmpty() ? Set.of() : Set.of(name);
  }

  static String nameOf(Move move) {
    return "p" + move.number();
  }

  @Override
  public int weight() {
    return 12;
  }

  @Override
  public List<String> targets(World world, String actor) {
    return List.of("");
  }

  /** Whom the author does not meet cannot be tagged. */
  @Override
  public String change(World world, Move move) {
    Frame frame = Frame.of(move.detail());
    if (!frame.tagged().isEmpty() && !new Rules(world).meets(move.actor(), frame.tagged())) {
      return Rules.NO_ACCOUNT;
    }
    Post post = new Post(nameOf(move), move.actor());
    post.audience = frame.audience();
    post.place = frame.place();
    post.tagged = setOf(frame.tagged());
    Words.of(move.detail()).set(post);
    world.add(post);
    return Move.DONE;
  }

  @Override
  public void call(Cast cast, Person actor, Move move) {
    Frame frame = Frame.of(move.detail());
    Media media = actor.upload(Pictures.jpeg(40, 30, move.number()));
    List<Object> fields =
        new ArrayList<>(
            List.of(
                "media_ids",
                List.of(media.getId()),
                "caption",
                Words.of(move.detail()).caption(cast),
                "audience",
                frame.audience()));
    if (!frame.place().isEmpty()) {
      String name = cast.placeName(frame.place());
      fields.addAll(List.of("place", Place.newBuilder().setName(name).build()));
    }
    if (!frame.tagged().isEmpty()) {
      var tag =
          PeopleTag.newBuilder().setAccountId(cast.id(frame.tagged())).setMediaId(media.getId());
      fields.addAll(List.of("people_tags", List.of(tag.build())));
    }
    var post =
        Requests.send(actor, PostServiceGrpc.getCreatePostMethod(), fields.toArray()).getPost();
    cast.learnPost(nameOf(move), post.getId());
    cast.learn(cast.mediaOf(nameOf(move)), media.getId());
    if (post.hasPlace()) {
      cast.learn(frame.place(), post.getPlace().getId());
    }
  }
}
