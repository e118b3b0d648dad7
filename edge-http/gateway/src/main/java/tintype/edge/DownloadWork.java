package tintype.edge;

import com.google.api.HttpBody;
import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.Map;

/**
 * A stream of bytes out. The next message is asked for only while the client takes what was sent,
 * so a slow client holds the service back, not our memory.
 */
final class DownloadWork implements Work {
  private static final String UNKNOWN_TYPE = "application/octet-stream";

  private final Edge edge;
  private final Turn turn;
  private final RoutedRequest request;
  private final IgnoredBody body;
  private RunningCall call;
  private Metadata headers;
  private boolean started;
  private boolean waiting;
  private int status = 200;
  private long length = -1;
  private long sent;

  DownloadWork(Edge edge, Turn turn, RoutedRequest request) {
    this.edge = edge;
    this.turn = turn;
    this.request = request;
    this.body = new IgnoredBody(edge, turn);
  }

  @Override
  public void begin() {
    body.begin();
  }

  @Override
  public void received(ByteBuf piece) {
    body.received(piece);
  }

  @Override
  public void bodyEnded() {
    Message message = request.bind(new byte[0]);
    call = new RunningCall(turn, request, new Listener());
    call.request(1);
    call.send(message);
    call.halfClose();
  }

  @Override
  public void writable() {
    if (waiting) {
      waiting = false;
      call.request(1);
    }
  }

  @Override
  public void cancel(String why) {
    if (call != null) {
      call.cancel(why);
    }
  }

  private void start(String contentType) {
    started = true;
    turn.startStream(status, typeOr(contentType), length, answerHeaders());
  }

  /** The head that the bytes would have had. Of 304, length and type stay out: RFC 9110, 15.4.5. */
  private void answerWithoutBody(String contentType) {
    started = true;
    Map<String, String> others = answerHeaders();
    if (status == 416) {
      others.put("content-length", "0");
    } else if (status != 304) {
      if (!contentType.isEmpty() || !request.route().httpBytes()) {
        others.put("content-type", typeOr(contentType));
      }
      if (length >= 0) {
        others.put("content-length", Long.toString(length));
      }
    }
    turn.answerWithoutBody(status, others);
  }

  private static String typeOr(String contentType) {
    return contentType.isEmpty() ? UNKNOWN_TYPE : contentType;
  }

  private boolean isWithoutBody() {
    return turn.isHead() || status == 304 || status == 416;
  }

  private Map<String, String> answerHeaders() {
    Map<String, String> others = new HashMap<>();
    String caching = headers.get(CallMetadata.CACHE_CONTROL);
    if (caching != null) {
      others.put(CallMetadata.CACHE_CONTROL.name(), caching);
    }
    CallMetadata.copyAfter(headers, others);
    if (request.route().httpBytes()) {
      HttpBytes.copyHeaders(headers, others);
    }
    return others;
  }

  private void readHeaders(Metadata metadata) {
    headers = metadata;
    String declared = headers.get(CallMetadata.DOWNLOAD_LENGTH);
    if (request.route().httpBytes()) {
      status = HttpBytes.status(headers);
      String own = HttpBytes.length(headers);
      declared = own == null ? declared : own;
    }
    if (declared != null && declared.matches("[0-9]{1,18}")) {
      length = Long.parseLong(declared);
    }
  }

  private final class Listener implements RunningCall.Events {
    @Override
    public void headers(Metadata metadata) {
      readHeaders(metadata);
    }

    @Override
    public void message(Message message) {
      HttpBody piece = (HttpBody) message;
      if (isWithoutBody()) {
        call.cancel("nobody wants the bytes");
        answerWithoutBody(piece.getContentType());
        return;
      }
      if (!started) {
        start(piece.getContentType());
      }
      sent += piece.getData().size();
      if (length >= 0 && sent > length) {
        stop();
        return;
      }
      turn.stream(Unpooled.wrappedBuffer(piece.getData().asReadOnlyByteBuffer()));
      waiting = !turn.isWritable();
      if (!waiting) {
        call.request(1);
      }
    }

    @Override
    public void closed(Status status, Metadata trailers) {
      if (headers == null) {
        readHeaders(trailers); // A stream without messages may have no other metadata.
      }
      if (!started && !status.isOk()) {
        turn.answer(edge.errors().of(status, trailers, turn.id()));
      } else if (!started && isWithoutBody()) {
        answerWithoutBody("");
      } else if (!started && length > 0) {
        throw new IllegalStateException("no bytes (expected: " + length + ")");
      } else if (!started) {
        start("");
        turn.endStream();
      } else if (status.isOk() && (length < 0 || length == sent)) {
        turn.endStream();
      } else {
        turn.abort();
      }
    }

    private void stop() {
      call.cancel("more bytes than declared");
      turn.abort();
    }
  }
}
