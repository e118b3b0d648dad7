package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnPlainServers;
import tintype.testkit.TestDatabase;

@OnPlainServers
final class OneTimeNoteIT {
  @RegisterExtension static final TestDatabase databases = TestDatabase.of(Keyspace.MEDIA);

  private Database database;

  @BeforeEach
  void forgetNotes() {
    database = databases.database(Keyspace.MEDIA);
    database.<RuntimeException>execute(handle -> handle.execute("DELETE FROM changelog_position"));
  }

  @Test
  void whatIsNotedIsKnownToAll() {
    OneTimeNote note = new OneTimeNote("some-walk", database);
    assertThat(note.isDone()).isFalse();

    note.done();

    assertThat(note.isDone()).isTrue();
    assertThat(new OneTimeNote("some-walk", database).isDone()).isTrue();
    assertThat(new OneTimeNote("another-walk", database).isDone()).isFalse();
  }

  @Test
  void notingTwiceIsNotingOnce() {
    new OneTimeNote("some-walk", database).done();
    new OneTimeNote("some-walk", database).done();

    assertThat(new OneTimeNote("some-walk", database).isDone()).isTrue();
  }

  /** The work itself is held under its name too. */
  @Test
  void aLeaseOfTheSameNameIsNoNote() {
    StreamId work = new StreamId(Keyspace.MEDIA, "work");
    assertThat(ConsumerLease.take(new PositionStore(database), "some-walk", work, "a process"))
        .isPresent();

    assertThat(new OneTimeNote("some-walk", database).isDone()).isFalse();
  }
}
