package tintype.media.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link BlobStore} does. */
interface BlobStoreContract {

  BlobName NAME = new BlobName("4711", "1.original");
  BlobName OTHER = new BlobName("4711", "2.original");

  /** Returns an empty store. */
  BlobStore store();

  static void put(BlobStore store, BlobName name, String text) throws IOException {
    try (PendingBlob blob = store.begin(1_000)) {
      blob.write(text.getBytes(StandardCharsets.UTF_8));
      blob.commit(name);
    }
  }

  static String read(BlobStore store, BlobName name) throws IOException {
    try (InputStream input = store.open(name)) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  default void committedBytesAreReadBack() throws IOException {
    put(store(), NAME, "tintype");

    assertThat(read(store(), NAME)).isEqualTo("tintype");
    assertThat(store().size(NAME)).isEqualTo(7);
    assertThat(store().exists(NAME)).isTrue();
  }

  @Test
  default void readingStartsAtAnOffset() throws IOException {
    put(store(), NAME, "tintype");

    try (InputStream input = store().open(NAME, 4)) {
      assertThat(input.readAllBytes()).asString().isEqualTo("ype");
    }
    try (InputStream input = store().open(NAME, 7)) {
      assertThat(input.read()).isEqualTo(-1);
    }
  }

  @Test
  default void writingCountsAndHashes() throws Exception {
    byte[] bytes = "in two pieces".getBytes(StandardCharsets.UTF_8);
    try (PendingBlob blob = store().begin(1_000)) {
      blob.write(bytes, 0, 5);
      blob.write(bytes, 5, bytes.length - 5);

      assertThat(blob.size()).isEqualTo(bytes.length);
      assertThat(blob.sha256()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
      assertThat(Files.readAllBytes(blob.file())).isEqualTo(bytes);
    }
  }

  @Test
  default void nothingCanBeReadBeforeTheCommit() throws IOException {
    try (PendingBlob blob = store().begin(1_000)) {
      blob.write(1);

      assertThat(store().exists(NAME)).isFalse();
    }
  }

  @Test
  default void closingWithoutCommitLeavesNothing() throws IOException {
    Path file;
    try (PendingBlob blob = store().begin(1_000)) {
      blob.write(1);
      file = blob.file();
    }

    assertThat(file).doesNotExist();
    assertThat(store().exists(NAME)).isFalse();
  }

  @Test
  default void theLimitIsTheLastSizeThatIsTaken() throws IOException {
    try (PendingBlob blob = store().begin(10)) {
      blob.write(new byte[10]);
      blob.commit(NAME);
    }
    assertThat(store().size(NAME)).isEqualTo(10);

    try (PendingBlob blob = store().begin(10)) {
      blob.write(new byte[9]);
      assertThatThrownBy(() -> blob.write(new byte[2]))
          .isInstanceOfSatisfying(
              BlobTooLargeException.class, e -> assertThat(e.limit()).isEqualTo(10));
      assertThat(blob.size()).isEqualTo(9);
    }
  }

  @Test
  default void anEmptyBlobIsABlob() throws IOException {
    put(store(), NAME, "");

    assertThat(store().size(NAME)).isZero();
  }

  @Test
  default void committingTwiceIsRefused() throws IOException {
    try (PendingBlob blob = store().begin(10)) {
      blob.write(1);
      blob.commit(NAME);

      assertThatThrownBy(() -> blob.commit(OTHER)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> blob.write(1)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(store().exists(NAME)).isTrue();
    assertThat(store().exists(OTHER)).isFalse();
  }

  @Test
  default void aTakenNameKeepsItsBytes() throws IOException {
    put(store(), NAME, "first");

    assertThatThrownBy(() -> put(store(), NAME, "second")).isInstanceOf(BlobExistsException.class);

    assertThat(read(store(), NAME)).isEqualTo("first");
  }

  @Test
  default void absenceIsSaid() {
    assertThatThrownBy(() -> store().open(NAME)).isInstanceOf(BlobNotFoundException.class);
    assertThatThrownBy(() -> store().size(NAME)).isInstanceOf(BlobNotFoundException.class);
    assertThatCode(() -> store().delete(NAME)).doesNotThrowAnyException();
    assertThatThrownBy(() -> store().link(NAME, OTHER)).isInstanceOf(BlobNotFoundException.class);
  }

  @Test
  default void deletedIsGone() throws IOException {
    put(store(), NAME, "tintype");
    store().delete(NAME);

    assertThat(store().exists(NAME)).isFalse();
    assertThatThrownBy(() -> store().open(NAME)).isInstanceOf(BlobNotFoundException.class);
  }

  @Test
  default void linkedNamesLiveAndDieAlone() throws IOException {
    put(store(), NAME, "tintype");
    BlobName far = new BlobName("90210", "3.original");
    store().linkAll(List.of(new BlobStore.Link(NAME, OTHER), new BlobStore.Link(NAME, far)));
    store().delete(NAME);

    assertThat(store().exists(NAME)).isFalse();
    assertThat(read(store(), OTHER)).isEqualTo("tintype");
    assertThat(read(store(), far)).isEqualTo("tintype");
  }

  @Test
  default void linkingTwiceChangesNothing() throws IOException {
    put(store(), NAME, "tintype");
    store().link(NAME, OTHER);
    store().link(NAME, OTHER);

    assertThat(read(store(), OTHER)).isEqualTo("tintype");
  }

  @Test
  default void linkingOverOtherBytesIsRefused() throws IOException {
    put(store(), NAME, "tintype");
    put(store(), OTHER, "other");

    assertThatThrownBy(() -> store().link(NAME, OTHER)).isInstanceOf(BlobExistsException.class);
    assertThat(read(store(), OTHER)).isEqualTo("other");
  }
}
