package tintype.media.blob;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process that commits one blob and dies, without any farewell, while it writes another. */
final class DyingWriter {

  static final int STATUS = 42;

  private DyingWriter() {}

  public static void main(String[] args) throws Exception {
    BlobStore store = LocalBlobStore.open(List.of(Path.of(args[0])));
    BlobStoreContract.put(store, BlobStoreContract.NAME, "committed");
    PendingBlob half = store.begin(100);
    half.write("half".getBytes(StandardCharsets.UTF_8));
    Runtime.getRuntime().halt(STATUS);
  }
}
