package tintype.allinone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tintype.account.v1.StaffAccount.Role;
import tintype.media.v1.CollectionServiceGrpc;

/** The people and things of a real system that a world's names stand for. */
final class Cast {
  private final SharedSystem system;
  private final String run = Person.freshName();
  private final Map<String, Person> people = new ConcurrentHashMap<>();
  private final Map<String, String> ids = new ConcurrentHashMap<>();
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Map<String, String> postsOfComments = new ConcurrentHashMap<>();
  private final List<String> posts = new ArrayList<>();

  /** Everybody with an account and an empty collection of saved posts. */
  Cast(SharedSystem system) {
    this.system = system;
    Person staff = Person.register(system.grpc());
    people.put(World.STAFF, Staff.appoint(system, staff, Role.MODERATOR));
    for (String name : World.PEOPLE) {
      Person person = Person.register(system.grpc());
      people.put(name, person);
      learn(name, person.id());
      var collection =
          Requests.send(
              person, CollectionServiceGrpc.getCreateCollectionMethod(), "name", "Kept by " + name);
      learn(collectionOf(name), collection.getCollection().getId());
    }
  }

  Person person(String name) {
    return people.get(name);
  }

  Calls calls(Transport door) {
    return system.calls(door);
  }

  /** Opens another session of somebody whose sessions have ended. */
  void logIn(String name) {
    people.computeIfPresent(name, (same, person) -> person.onAnotherDevice());
  }

  /** From now on a name stands for what has this id. */
  void learn(String name, String id) {
    ids.put(name, id);
    names.put(id, name);
  }

  void learnPost(String name, String id) {
    learn(name, id);
    posts.add(id);
  }

  void learnComment(String name, String id, String post) {
    learn(name, id);
    postsOfComments.put(name, post);
  }

  String id(String name) {
    String id = ids.get(name);
    if (id == null) {
      throw new AssertionError("nothing is called " + name);
    }
    return id;
  }

  /** What has no name is shown as it is. */
  String name(String id) {
    return names.getOrDefault(id, id);
  }

  /** Ids of all, in the order in which they were made. */
  List<String> posts() {
    return posts;
  }

  String postOf(String comment) {
    return postsOfComments.get(comment);
  }

  String mediaOf(String post) {
    return "picture of " + post;
  }

  String collectionOf(String person) {
    return "collection of " + person;
  }

  /** Nobody else uses it. */
  String hashtag(String name) {
    return (name + "_" + run).toLowerCase(Locale.ROOT);
  }

  String placeName(String name) {
    return name + " of " + run;
  }
}
