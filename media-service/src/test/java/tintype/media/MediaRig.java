package tintype.media;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import tintype.media.v1.ArchivePostRequest;
import tintype.media.v1.BatchGetPostCountsRequest;
import tintype.media.v1.ClaimAvatarRequest;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.media.v1.CollectionServiceGrpc.CollectionServiceBlockingStub;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.DeletePostRequest;
import tintype.media.v1.DownloadRequest;
import tintype.media.v1.DownloadServiceGrpc;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.ImportServiceGrpc;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.Media;
import tintype.media.v1.MediaServiceGrpc;
import tintype.media.v1.MediaServiceGrpc.MediaServiceBlockingStub;
import tintype.media.v1.PinPostRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.PostServiceGrpc.PostServiceBlockingStub;
import tintype.media.v1.RestorePostRequest;
import tintype.media.v1.UnarchivePostRequest;
import tintype.media.v1.UnlikePostRequest;
import tintype.media.v1.UnpinPostRequest;
import tintype.media.v1.UpdatePostRequest;
import tintype.media.v1.UploadRequest;
import tintype.media.v1.UploadResponse;
import tintype.media.v1.UploadServiceGrpc;
import tintype.platform.server.RunningService;
import tintype.testkit.FakeAccounts;
import tintype.testkit.FakeGraph;
import tintype.testkit.Pictures;
import tintype.testkit.TestInstallation;

/** A running media-service among stand-ins of its neighbours, and how accounts use it. */
final class MediaRig {
  static final long ANA = 11;
  static final long BEN = 22;
  static final long CAT = 33;
  private static final int PIECE_BYTES = 64 << 10;

  final FakeAccounts accounts = new FakeAccounts().add(ANA, BEN, CAT);
  final FakeGraph graph = new FakeGraph();
  final FakeDecisions decisions = new FakeDecisions();
  final RunningService service;
  private final TestInstallation installation;
  private long pictures;

  MediaRig(TestInstallation installation) {
    this.installation = installation;
    installation.serve("account", accounts, decisions);
    installation.serve("graph", graph);
    service = installation.start(MediaModule::new);
  }

  PostServiceBlockingStub posts(long account) {
    var stub = PostServiceGrpc.newBlockingStub(installation.channel("media"));
    return account == 0 ? stub : installation.asAccount(stub, account);
  }

  CommentServiceGrpc.CommentServiceBlockingStub comments(long account) {
    var stub = CommentServiceGrpc.newBlockingStub(installation.channel("media"));
    return account == 0 ? stub : installation.asAccount(stub, account);
  }

  CollectionServiceBlockingStub collections(long account) {
    var stub = CollectionServiceGrpc.newBlockingStub(installation.channel("media"));
    return account == 0 ? stub : installation.asAccount(stub, account);
  }

  PostServiceBlockingStub postsAsService(String name) {
    return installation.asService(
        PostServiceGrpc.newBlockingStub(installation.channel("media")), name);
  }

  ImportServiceGrpc.ImportServiceBlockingStub imports() {
    return installation.asService(
        ImportServiceGrpc.newBlockingStub(installation.channel("media")), "tools");
  }

  UploadServiceGrpc.UploadServiceStub uploads(long account) {
    var stub = UploadServiceGrpc.newStub(installation.channel("media"));
    return account == 0 ? stub : installation.asAccount(stub, account);
  }

  MediaServiceBlockingStub media(long account) {
    var stub = MediaServiceGrpc.newBlockingStub(installation.channel("media"));
    return account == 0 ? stub : installation.asAccount(stub, account);
  }

  MediaServiceBlockingStub mediaAsService(String name, long account) {
    return installation.onBehalfOf(
        MediaServiceGrpc.newBlockingStub(installation.channel("media")), name, account);
  }

  /** As account-service does it. */
  Media claimAvatar(long account, String mediaId) {
    var stub =
        installation.asService(
            MediaServiceGrpc.newBlockingStub(installation.channel("media")), "account");
    var request = ClaimAvatarRequest.newBuilder().setAccountId(account).setMediaId(mediaId).build();
    return stub.claimAvatar(request).getMedia();
  }

  DownloadServiceGrpc.DownloadServiceBlockingStub downloads(long account) {
    var stub = DownloadServiceGrpc.newBlockingStub(installation.channel("media"));
    return account == 0 ? stub : installation.asAccount(stub, account);
  }

  /** Uploads a small picture that no other upload has. */
  synchronized Media upload(long account) {
    return upload(account, "", "image/jpeg", Pictures.jpeg(80, 60, ++pictures));
  }

  Media upload(long account, String requestId, String contentType, byte[] bytes) {
    CompletableFuture<Media> answer = new CompletableFuture<>();
    StreamObserver<UploadRequest> up = uploads(account).upload(into(answer));
    up.onNext(piece(requestId, contentType, bytes, 0));
    for (int from = PIECE_BYTES; from < bytes.length; from += PIECE_BYTES) {
      up.onNext(piece("", "", bytes, from));
    }
    up.onCompleted();
    return await(answer);
  }

  static StreamObserver<UploadResponse> into(CompletableFuture<Media> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(UploadResponse response) {
        answer.complete(response.getMedia());
      }

      @Override
      public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
      }

      @Override
      public void onCompleted() {}
    };
  }

  static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StatusRuntimeException refused ? refused : e;
    }
  }

  static UploadRequest piece(String requestId, String contentType, byte[] bytes, int from) {
    int length = Math.min(PIECE_BYTES, bytes.length - from);
    return UploadRequest.newBuilder()
        .setRequestId(requestId)
        .setData(
            HttpBody.newBuilder()
                .setContentType(contentType)
                .setData(ByteString.copyFrom(bytes, from, length)))
        .build();
  }

  /** A post of one new picture. */
  Post post(long author) {
    return post(author, upload(author).getId());
  }

  Post post(long author, String... mediaIds) {
    return posts(author)
        .createPost(
            CreatePostRequest.newBuilder()
                .addAllMediaIds(List.of(mediaIds))
                .setCaption("a post")
                .setRequestId(UUID.randomUUID().toString())
                .build())
        .getPost();
  }

  Post get(long viewer, String postId) {
    return posts(viewer).getPost(GetPostRequest.newBuilder().setPostId(postId).build()).getPost();
  }

  Post like(long account, String postId) {
    return posts(account)
        .likePost(LikePostRequest.newBuilder().setPostId(postId).build())
        .getPost();
  }

  Post unlike(long account, String postId) {
    return posts(account)
        .unlikePost(UnlikePostRequest.newBuilder().setPostId(postId).build())
        .getPost();
  }

  Post archive(long author, String postId) {
    var request = ArchivePostRequest.newBuilder().setPostId(postId).build();
    return posts(author).archivePost(request).getPost();
  }

  Post unarchive(long author, String postId) {
    var request = UnarchivePostRequest.newBuilder().setPostId(postId).build();
    return posts(author).unarchivePost(request).getPost();
  }

  Post restore(long author, String postId) {
    var request = RestorePostRequest.newBuilder().setPostId(postId).build();
    return posts(author).restorePost(request).getPost();
  }

  Post pin(long author, String postId) {
    return posts(author).pinPost(PinPostRequest.newBuilder().setPostId(postId).build()).getPost();
  }

  Post unpin(long author, String postId) {
    return posts(author)
        .unpinPost(UnpinPostRequest.newBuilder().setPostId(postId).build())
        .getPost();
  }

  Post show(long author, String postId, Post.Audience audience) {
    var request = UpdatePostRequest.newBuilder().setPostId(postId).setAudience(audience).build();
    return posts(author).updatePost(request).getPost();
  }

  /** How many posts the account shows of itself. */
  int count(long account) {
    var request = BatchGetPostCountsRequest.newBuilder().addAccountIds(account).build();
    return postsAsService("account").batchGetPostCounts(request).getPosts(0);
  }

  void delete(long author, String postId) {
    posts(author).deletePost(DeletePostRequest.newBuilder().setPostId(postId).build());
  }

  Iterator<HttpBody> download(long viewer, String mediaId, String rendition) {
    return downloads(viewer)
        .download(DownloadRequest.newBuilder().setMediaId(mediaId).setRendition(rendition).build());
  }

  byte[] bytes(long viewer, String mediaId) {
    return bytes(viewer, mediaId, "w1080");
  }

  byte[] bytes(long viewer, String mediaId, String rendition) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    download(viewer, mediaId, rendition)
        .forEachRemaining(piece -> out.writeBytes(piece.getData().toByteArray()));
    return out.toByteArray();
  }

  /** All files of the blob store whose path contains this. */
  List<Path> files(String part) {
    try (Stream<Path> files = Files.walk(installation.folder().resolve("blobs"))) {
      return files
          .filter(file -> Files.isRegularFile(file) && file.toString().contains(part))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same without WebP, which not every machine makes. */
  List<Path> filesOfAll(String part) {
    return files(part).stream().filter(file -> !file.toString().endsWith(".webp")).toList();
  }

  /** Unfinished files. */
  List<Path> tempFiles() {
    return files("/tmp/").stream()
        .filter(file -> file.toString().contains("/blobs/r1/tmp/"))
        .filter(file -> !file.getFileName().toString().equals("lock"))
        .toList();
  }
}
