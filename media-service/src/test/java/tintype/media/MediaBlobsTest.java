package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.media.PendingPicture.Part;
import tintype.media.blob.BlobName;
import tintype.media.blob.BlobStore;
import tintype.media.blob.LocalBlobStore;
import tintype.media.blob.PendingBlob;
import tintype.platform.rpc.IdText.Owned;

class MediaBlobsTest {
  private static final Owned MEDIA = new Owned(7, 8);

  @TempDir Path folder;

  @Test
  void allOfAPictureIsKeptOrNothing() throws Exception {
    try (BlobStore store = LocalBlobStore.open(List.of(folder))) {
      MediaBlobs blobs = new MediaBlobs(store);
      PendingBlob rendition = blobs.begin(10);
      rendition.write(new byte[] {1, 2, 3});
      PendingBlob closed = blobs.begin(10);
      closed.close();

      assertThatThrownBy(() -> blobs.keep(MEDIA, closed, List.of(new Part("w320", rendition))))
          .isInstanceOf(IllegalStateException.class);
      assertThat(store.exists(new BlobName("8", "7.w320"))).isFalse();
      assertThat(store.exists(new BlobName("8", "7.original"))).isFalse();

      PendingBlob again = blobs.begin(10);
      again.write(new byte[] {1, 2, 3});
      blobs.keep(MEDIA, again, List.of());
      assertThat(store.exists(new BlobName("8", "7.original"))).isTrue();
    }
  }
}
