package tintype.media.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.media.blob.BlobStoreContract.put;
import static tintype.media.blob.BlobStoreContract.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobStoreTest implements BlobStoreContract {

  @TempDir private Path root;
  private BlobStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = LocalBlobStore.open(List.of(root.resolve("one"), root.resolve("two")));
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  @Override
  public BlobStore store() {
    return store;
  }

  @Test
  void everyReplicaHasTheBytes() throws IOException {
    put(store, NAME, "tintype");

    assertThat(blobs("one")).hasSize(1).allSatisfy(f -> assertThat(f).hasContent("tintype"));
    assertThat(blobs("two")).hasSize(1).allSatisfy(f -> assertThat(f).hasContent("tintype"));
  }

  @Test
  void aReplicaThatLostABlobIsPassedOver() throws IOException {
    put(store, NAME, "tintype");
    Files.delete(blobs("one").getFirst());

    assertThat(read(store, NAME)).isEqualTo("tintype");
    assertThat(store.exists(NAME)).isTrue();
  }

  @Test
  void aCommitThatFailsOnOneReplicaLeavesNoneBehind() throws IOException {
    put(store, NAME, "tintype");
    Files.delete(blobs("one").getFirst());

    assertThatThrownBy(() -> put(store, NAME, "again")).isInstanceOf(BlobExistsException.class);

    assertThat(blobs("one")).isEmpty();
    assertThat(read(store, NAME)).isEqualTo("tintype");
    assertThat(unfinished("one")).isEmpty();
    assertThat(unfinished("two")).isEmpty();
  }

  @Test
  void commitsLeaveNoUnfinishedFiles() throws IOException {
    put(store, NAME, "tintype");
    store.begin(10).close();

    assertThat(unfinished("one")).isEmpty();
    assertThat(unfinished("two")).isEmpty();
  }

  @Test
  void anOwnersBlobsShareAFolderTwoLevelsDown() throws IOException {
    put(store, NAME, "a");
    put(store, OTHER, "b");

    List<Path> files = blobs("one");
    Path folders = root.resolve("one/blobs").relativize(files.get(0).getParent());
    assertThat(folders.toString()).matches("[0-9a-f]{2}/[0-9a-f]{2}");
    assertThat(files.get(1).getParent()).isEqualTo(files.get(0).getParent());
  }

  @Test
  void linksTakeNoRoom() throws IOException {
    put(store, NAME, "tintype");
    store.link(NAME, OTHER);

    List<Path> files = blobs("one");
    assertThat(Files.isSameFile(files.get(0), files.get(1))).isTrue();
  }

  @Test
  void openingRemovesWhatADeadProcessLeft() throws IOException {
    Path dead = Files.createDirectories(root.resolve("one/tmp/dead"));
    Files.writeString(dead.resolve("half"), "half a pict");

    BlobStore second = LocalBlobStore.open(List.of(root.resolve("one")));

    assertThat(dead).doesNotExist();
    second.close();
  }

  @Test
  void openingLeavesTheLivingAlone() throws IOException {
    try (PendingBlob blob = store.begin(10)) {
      blob.write(1);
      BlobStore second = LocalBlobStore.open(List.of(root.resolve("one"), root.resolve("two")));

      blob.commit(NAME);

      assertThat(second.size(NAME)).isEqualTo(1);
      second.close();
    }
  }

  @Test
  void aProcessThatDiesWhileWritingLeavesNoBlob() throws Exception {
    Path folder = root.resolve("three");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DyingWriter.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isEqualTo(DyingWriter.STATUS);
    assertThat(unfinished("three")).hasSize(1);

    try (BlobStore next = LocalBlobStore.open(List.of(folder))) {
      assertThat(unfinished("three")).isEmpty();
      assertThat(read(next, NAME)).isEqualTo("committed");
      assertThat(next.exists(OTHER)).isFalse();
    }
  }

  @Test
  void manyThreadsCommitIntoTheSameFolder() throws Exception {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      BlobName name = new BlobName("7", "m" + i);
      tasks.add(
          () -> {
            put(store, name, name.toString());
            return null;
          });
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    }
    for (int i = 0; i < 64; i++) {
      assertThat(read(store, new BlobName("7", "m" + i))).isEqualTo("7/m" + i);
    }
  }

  @Test
  void theSameFolderTwiceIsRefused() {
    assertThatThrownBy(() -> LocalBlobStore.open(List.of(root, root)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<Path> blobs(String replica) throws IOException {
    return files(root.resolve(replica).resolve("blobs"));
  }

  private List<Path> unfinished(String replica) throws IOException {
    return files(root.resolve(replica).resolve("tmp")).stream()
        .filter(file -> !file.getFileName().toString().equals("lock"))
        .toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
