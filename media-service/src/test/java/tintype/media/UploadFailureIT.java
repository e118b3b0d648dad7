package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.testkit.Pictures.plain;

import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.blob.PendingBlob;
import tintype.media.v1.Media;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.DatabaseUnavailableException;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.OutcomeUnknownException;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Pictures;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What is left where the bytes are on disk and the row does not follow. */
@OnEveryDatabase
class UploadFailureIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA)
          .withSettings(Map.of("media-max-uploads", "1"));

  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
  }

  @Test
  void bytesWithoutARowAreNoMediaAndHinderNothing() throws Exception {
    long account = 83;
    rig.accounts.add(account);
    String request = UUID.randomUUID().toString();
    byte[] picture = Pictures.jpeg(50, 50, 1);

    // An Error stands for the end of the process: nothing that comes after is run.
    assertThatThrownBy(
            () -> take(account, new FailingStore(new StackOverflowError()), request, picture))
        .isInstanceOf(StackOverflowError.class);
    List<Path> left = rig.filesOfAll("/" + account + "~");
    assertThat(left).hasSize(2);
    String orphan = left.getFirst().getFileName().toString().split("[~.]")[1] + "_" + account;
    assertThat(Refusal.of(() -> rig.bytes(account, orphan)).reason()).isEqualTo("MEDIA_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.post(account, orphan)).reason()).isEqualTo("MEDIA_NOT_FOUND");

    Media media = rig.upload(account, request, "image/jpeg", picture);

    assertThat(media.getId()).isNotEqualTo(orphan);
    assertThat(plain(rig.post(account, media.getId()).getMedia(0))).isEqualTo(plain(media));
  }

  @Test
  void aRowThatWasNotWrittenTakesItsBytesWithIt() {
    long account = 81;
    var failure = new DatabaseUnavailableException("down", new IOException());

    assertThatThrownBy(() -> take(account, new FailingStore(failure))).isSameAs(failure);

    assertThat(rig.files("/" + account + "~")).isEmpty();
  }

  @Test
  void aRowThatMayBeThereKeepsItsBytes() {
    long account = 82;
    var failure = new OutcomeUnknownException("lost", new IOException());

    assertThatThrownBy(() -> take(account, new FailingStore(failure))).isSameAs(failure);

    assertThat(rig.filesOfAll("/" + account + "~")).hasSize(4);
    assertThat(rig.tempFiles()).isEmpty();
  }

  @Test
  void uploadsOverTheBoundAreAskedToTryAgain() {
    UploadGate gate = rig.service.injector().getInstance(UploadGate.class);

    gate.enter(BEN);
    var refusal = Refusal.of(() -> rig.upload(ANA));
    gate.leave(BEN);

    assertThat(refusal.codeAndReason()).isEqualTo("UNAVAILABLE TRY_AGAIN");
    assertThat(rig.upload(ANA).getState()).isEqualTo(Media.State.READY);
  }

  private static void take(long account, MediaStore store) throws Exception {
    take(account, store, "", Pictures.jpeg(700, 50, 2));
  }

  private static void take(long account, MediaStore store, String request, byte[] picture)
      throws Exception {
    Injector injector = rig.service.injector();
    MediaBlobs blobs = injector.getInstance(MediaBlobs.class);
    PictureIntake intake =
        new PictureIntake(
            blobs,
            store,
            injector.getInstance(Renderer.class),
            injector.getInstance(IdGenerator.class),
            Clock.systemUTC());
    try (PendingBlob original = blobs.begin(1_000_000)) {
      original.write(picture);
      intake.take(account, original, request, new byte[32]);
    }
  }

  /** Finds nothing and adds nothing. */
  private record FailingStore(Throwable failure) implements MediaStore {
    @Override
    public Optional<MediaRow> uploadedBefore(long owner, String requestId, byte[] fingerprint) {
      return Optional.empty();
    }

    @Override
    public void add(MediaRow media, String requestId, byte[] fingerprint) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }

    @Override
    public void describe(Owned media, String altText) {}

    @Override
    public void keepAsAvatar(Owned media) {
      throw new AssertionError("not asked of an upload");
    }

    @Override
    public Map<Owned, MediaRow> find(Collection<Owned> ids) {
      return Map.of();
    }

    @Override
    public Map<Owned, List<MediaRow>> ofPosts(Collection<Owned> posts) {
      return Map.of();
    }
  }
}
