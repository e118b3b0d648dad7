package tintype.edge;

import com.google.api.HttpBody;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tintype.edge.v1.BookstoreServiceGrpc.BookstoreServiceImplBase;
import tintype.edge.v1.CreateBookRequest;
import tintype.edge.v1.CreateShelfRequest;
import tintype.edge.v1.DeleteBookRequest;
import tintype.edge.v1.DownloadRequest;
import tintype.edge.v1.EchoMessage;
import tintype.edge.v1.FailRequest;
import tintype.edge.v1.GetShelfRequest;
import tintype.edge.v1.Shelf;
import tintype.edge.v1.UploadRequest;
import tintype.edge.v1.UploadResponse;

/** A service with every kind of route, that lets tests see what reached it. */
final class Bookstore extends BookstoreServiceImplBase implements ServerInterceptor {
  static final int PIECE = 64 * 1024;

  /** What came with the last call. */
  volatile Metadata lastMetadata;

  /** What answers say to HTTP. */
  volatile Map<String, String> httpAnswer = Map.of();

  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger slowCancelled = new AtomicInteger();
  final AtomicInteger uploadsCancelled = new AtomicInteger();
  final AtomicInteger uploadsFinished = new AtomicInteger();
  final AtomicLong uploaded = new AtomicLong();
  final AtomicInteger largestPiece = new AtomicInteger();
  final AtomicLong produced = new AtomicLong();
  final AtomicInteger downloadsCancelled = new AtomicInteger();

  /** Uploads of mode "slow" take nothing until this is opened. */
  final CountDownLatch takeUploads = new CountDownLatch(1);

  /** Calls of Slow with boolValue answer once this is opened. */
  final CountDownLatch answerSlow = new CountDownLatch(1);

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    lastMetadata = headers;
    calls.incrementAndGet();
    return next.startCall(
        new SimpleForwardingServerCall<Q, S>(call) {
          @Override
          public void sendHeaders(Metadata answer) {
            answer.put(CallMetadata.AFTER, "account:7");
            answer.put(CallMetadata.CACHE_CONTROL, "private, max-age=60");
            httpAnswer.forEach(
                (name, value) -> answer.put(CallMetadata.key("tintype-http-" + name), value));
            String length = headers.get(CallMetadata.AFTER);
            if (length != null && length.startsWith("length:")) {
              answer.put(CallMetadata.DOWNLOAD_LENGTH, length.substring(7));
            }
            super.sendHeaders(answer);
          }
        },
        headers);
  }

  @Override
  public void getShelf(GetShelfRequest request, StreamObserver<Shelf> response) {
    if (request.getShelf() == 100) {
      response.onError(Status.NOT_FOUND.withDescription("Shelf 100 Not Found").asException());
      return;
    }
    answer(response, Shelf.newBuilder().setName("" + request.getShelf()).build());
  }

  @Override
  public void createShelf(CreateShelfRequest request, StreamObserver<Shelf> response) {
    answer(response, request.getShelf());
  }

  @Override
  public void updateBook(CreateBookRequest request, StreamObserver<CreateBookRequest> response) {
    answer(response, request);
  }

  @Override
  public void createBook(CreateBookRequest request, StreamObserver<CreateBookRequest> response) {
    answer(response, request);
  }

  @Override
  public void deleteBook(DeleteBookRequest request, StreamObserver<Empty> response) {
    answer(response, Empty.getDefaultInstance());
  }

  @Override
  public void echo(EchoMessage request, StreamObserver<EchoMessage> response) {
    answer(response, request);
  }

  @Override
  public void slow(EchoMessage request, StreamObserver<EchoMessage> response) {
    var call = (ServerCallStreamObserver<EchoMessage>) response;
    call.setOnCancelHandler(slowCancelled::incrementAndGet);
    if (request.getBoolValue()) {
      Thread.ofVirtual()
          .start(
              () -> {
                awaitOpen(answerSlow);
                answer(response, request);
              });
    }
  }

  @Override
  public void fail(FailRequest request, StreamObserver<EchoMessage> response) {
    Status status =
        Status.fromCode(Status.Code.valueOf(request.getCode()))
            .withDescription(request.getMessage());
    if (request.getReason().isEmpty()) {
      response.onError(status.asException());
      return;
    }
    var rich =
        com.google.rpc.Status.newBuilder()
            .setCode(status.getCode().value())
            .setMessage(request.getMessage())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(request.getReason())
                        .setDomain(request.getDomain())
                        .build()));
    if (request.getRetryMs() > 0) {
      rich.addDetails(
          Any.pack(
              RetryInfo.newBuilder()
                  .setRetryDelay(
                      Duration.newBuilder()
                          .setSeconds(request.getRetryMs() / 1000)
                          .setNanos(request.getRetryMs() % 1000 * 1_000_000))
                  .build()));
    }
    response.onError(StatusProto.toStatusException(rich.build()));
  }

  @Override
  public StreamObserver<UploadRequest> upload(StreamObserver<UploadResponse> response) {
    var call = (ServerCallStreamObserver<UploadResponse>) response;
    call.disableAutoRequest();
    call.setOnCancelHandler(uploadsCancelled::incrementAndGet);
    call.request(1);
    return new Upload(call);
  }

  private final class Upload implements StreamObserver<UploadRequest> {
    private final ServerCallStreamObserver<UploadResponse> call;
    private final UploadResponse.Builder result = UploadResponse.newBuilder();
    private final MessageDigest digest = sha256();
    private boolean refused;

    Upload(ServerCallStreamObserver<UploadResponse> call) {
      this.call = call;
    }

    @Override
    public void onNext(UploadRequest request) {
      if (result.getMessages() == 0) {
        result.setName(request.getName()).setContentType(request.getData().getContentType());
        if (request.getMode().equals("refuse")) {
          refused = true;
          call.onError(Status.PERMISSION_DENIED.withDescription("not you").asException());
          return;
        }
        if (request.getMode().equals("slow")) {
          Thread.ofVirtual()
              .start(
                  () -> {
                    awaitOpen(takeUploads);
                    call.request(1);
                  });
          result.setMessages(1);
          return;
        }
      }
      ByteString data = request.getData().getData();
      digest.update(data.asReadOnlyByteBuffer());
      result.setMessages(result.getMessages() + 1).setBytes(result.getBytes() + data.size());
      uploaded.addAndGet(data.size());
      largestPiece.accumulateAndGet(data.size(), Math::max);
      call.request(1);
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {
      if (!refused) {
        uploadsFinished.incrementAndGet();
        answer(call, result.setSha256(HexFormat.of().formatHex(digest.digest())).build());
      }
    }
  }

  @Override
  public void download(DownloadRequest request, StreamObserver<HttpBody> response) {
    var call = (ServerCallStreamObserver<HttpBody>) response;
    if (request.getMode().equals("fail")) {
      call.onError(Status.NOT_FOUND.withDescription("no such thing").asException());
      return;
    }
    call.setOnCancelHandler(downloadsCancelled::incrementAndGet);
    call.setOnReadyHandler(new Download(request, call));
  }

  @Override
  public void ranges(DownloadRequest request, StreamObserver<HttpBody> response) {
    if (request.getMode().equals("fail")) {
      response.onError(Status.NOT_FOUND.withDescription("no such thing").asException());
      return;
    }
    HttpBody.Builder first = HttpBody.newBuilder().setContentType("image/jpeg");
    response.onNext(first.setData(ByteString.copyFrom(new byte[(int) request.getBytes()])).build());
    response.onCompleted();
  }

  private final class Download implements Runnable {
    private final DownloadRequest request;
    private final ServerCallStreamObserver<HttpBody> call;
    private long at;
    private boolean ended;

    Download(DownloadRequest request, ServerCallStreamObserver<HttpBody> call) {
      this.request = request;
      this.call = call;
    }

    @Override
    public void run() {
      while (!ended && call.isReady()) {
        if (at >= request.getBytes()) {
          ended = true;
          call.onCompleted();
          return;
        }
        int size = (int) Math.min(PIECE, request.getBytes() - at);
        HttpBody.Builder piece = HttpBody.newBuilder().setData(ByteString.copyFrom(new byte[size]));
        if (at == 0) {
          piece.setContentType("image/jpeg");
        }
        at += size;
        produced.addAndGet(size);
        call.onNext(piece.build());
        if (request.getMode().equals("break")) {
          ended = true;
          call.onError(Status.INTERNAL.withDescription("disk on fire").asException());
        }
      }
    }
  }

  private static <T> void answer(StreamObserver<T> response, T message) {
    response.onNext(message);
    response.onCompleted();
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
