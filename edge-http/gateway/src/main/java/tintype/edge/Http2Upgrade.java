package tintype.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * From HTTP/1.1 to HTTP/2 by {@code Upgrade: h2c} (RFC 7540, 3.2). Only a connection's first
 * request may ask, and only one without a body; any other is answered in HTTP/1.1, as the RFC lets
 * a server.
 */
final class Http2Upgrade extends HttpServerUpgradeHandler {
  private static final CharSequence SETTINGS = Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER;

  private final Edge edge;
  private final HttpConnection connection;

  Http2Upgrade(Edge edge, HttpServerCodec codec, HttpConnection connection) {
    super(codec, protocol -> codecFor(protocol, edge, connection), 0);
    this.edge = edge;
    this.connection = connection;
  }

  private static UpgradeCodec codecFor(
      CharSequence protocol, Edge edge, HttpConnection connection) {
    boolean known = AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol);
    return known ? new Switch(new Http2Setup(edge), connection) : null;
  }

  /** What could be understood in two ways is left to the ordinary way, which refuses it. */
  @Override
  protected boolean shouldHandleUpgradeRequest(HttpRequest request) {
    if (!connection.isUnused() || !request.decoderResult().isSuccess()) {
      return false;
    }
    boolean body =
        request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
            || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
    List<String> settings = request.headers().getAll(SETTINGS);
    if (body || settings.size() != 1 || !request.uri().startsWith("/")) {
      return false;
    }
    try {
      RequestTarget.of(request, edge.config().maxUri());
      return true;
    } catch (Refusal refused) {
      return false;
    }
  }

  private static final class Switch extends Http2ServerUpgradeCodec {
    private final Http2FrameCodec codec;
    private final Http2Setup setup;
    private final HttpConnection replaced;

    Switch(Http2Setup setup, HttpConnection replaced) {
      this(setup, setup.newCodec(), replaced);
    }

    private Switch(Http2Setup setup, Http2FrameCodec codec, HttpConnection replaced) {
      super(codec, setup.newStreams());
      this.setup = setup;
      this.codec = codec;
      this.replaced = replaced;
    }

    @Override
    public void upgradeTo(ChannelHandlerContext ctx, FullHttpRequest request) {
      super.upgradeTo(ctx, request);
      setup.replace(ctx.pipeline(), codec, replaced);
    }
  }
}
