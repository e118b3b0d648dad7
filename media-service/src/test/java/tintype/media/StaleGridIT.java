package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.BEN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** A grid whose ids come from a replica that stands still shows nothing that is hidden by now. */
@OnEveryDatabase
class StaleGridIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final int MANY = 1_000;
  private static final long AUTHOR = 65;
  private static final long FOLLOWER = 66;
  private static StillReplica replica;
  private static People people;

  /** Those of them that strangers may see, newest first. */
  private static List<Owned> open;

  private static List<Owned> forFollowers;

  @BeforeAll
  static void postAndHide() {
    MediaRig rig = new MediaRig(installation);
    rig.accounts.add(AUTHOR, FOLLOWER);
    people = rig.service.injector().getInstance(People.class);
    PostStore store = rig.service.injector().getInstance(PostStore.class);
    List<String> posts =
        new ArrayList<>(Stream.generate(() -> rig.post(AUTHOR).getId()).limit(9).toList());
    List<Owned> ids = store.grid(AUTHOR, Long.MAX_VALUE, MANY);
    assertThat(ids).hasSize(9);
    replica = new StillReplica(store, ids);
    rig.archive(AUTHOR, posts.get(1));
    rig.delete(AUTHOR, posts.get(8));
    rig.delete(AUTHOR, posts.get(4));
    rig.show(AUTHOR, posts.get(5), Post.Audience.FOLLOWERS);
    rig.graph.follow(FOLLOWER, AUTHOR);
    forFollowers = newestFirst(posts, 0, 2, 3, 5, 6, 7);
    open = newestFirst(posts, 0, 2, 3, 6, 7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 6, 9, 100})
  void whatIsHiddenByNowIsLeftOutAndMadeUpFor(int size) {
    assertThat(read(BEN, size)).isEqualTo(open);
    assertThat(read(FOLLOWER, size)).isEqualTo(forFollowers);
  }

  private static List<Owned> read(long viewer, int size) {
    Person author = people.meet(Optional.of(viewer), AUTHOR);
    List<Owned> seen = new ArrayList<>();
    Optional<GridCursor> next = Optional.of(GridCursor.start(List.of()));
    while (next.isPresent()) {
      GridPage page = new GridPage(replica, author, AUTHOR, next.get(), size).fill();
      next = page.next();
      assertThat(next.isEmpty() || page.rows().size() == size).isTrue();
      page.rows().forEach(row -> seen.add(row.ref()));
    }
    return seen;
  }

  private static List<Owned> newestFirst(List<String> posts, int... indexes) {
    List<Owned> some = new ArrayList<>();
    for (int index : indexes) {
      some.addFirst(IdText.parseOwned("post", posts.get(index)));
    }
    return some;
  }
}
