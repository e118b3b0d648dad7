package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;

import com.google.inject.Injector;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.Media;
import tintype.platform.ids.IdGenerator;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.RequestIds.Answered;
import tintype.platform.sql.RequestIds.Key;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class ShardedImportIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withSettings(Map.of("media-sharded", "true"));

  @Test
  void onAClusterATransactionHoldsOneAuthor() {
    MediaRig rig = new MediaRig(installation);
    Media source = rig.upload(ANA);
    Injector injector = rig.service.injector();
    Recorder recorder =
        new Recorder(injector.getInstance(ImportStore.class), new ConcurrentLinkedQueue<>());
    ImportPosts verb =
        new ImportPosts(
            injector.getInstance(MediaStore.class),
            new PostLoader(
                injector.getInstance(MediaBlobs.class),
                recorder,
                injector.getInstance(MediaConfig.class),
                injector.getInstance(Database.class)),
            injector.getInstance(IdGenerator.class),
            Clock.systemUTC());
    ImportPostsRequest.Builder request = ImportPostsRequest.newBuilder();
    for (int i = 0; i < 60; i++) {
      request
          .addPostsBuilder()
          .setAuthorId(100 + i % 20)
          .setSourceMediaId(source.getId())
          .setRequestId(UUID.randomUUID().toString());
    }

    assertThat(verb.handle(request.build()).getCreated()).isEqualTo(60);

    assertThat(recorder.authors).hasSize(20).allSatisfy(one -> assertThat(one).hasSize(1));
    assertThat(verb.handle(request.build()).getCreated()).isZero();
  }

  /** Notes the authors of each transaction. */
  private record Recorder(ImportStore store, Queue<List<Long>> authors) implements ImportStore {
    @Override
    public Map<Key, Answered> answered(Collection<Key> requests) {
      return store.answered(requests);
    }

    @Override
    public void add(List<Load> loads) {
      authors.add(loads.stream().map(load -> load.key().ownerId()).distinct().toList());
      store.add(loads);
    }
  }
}
