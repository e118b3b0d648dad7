package tintype.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: one {@link Turn} after another. Nothing is read from the socket unless somebody
 * asks for it, so a client that pipelines or uploads faster than we take waits in its own socket. A
 * stream of HTTP/2 is one of these too, with a single turn. Everything here runs on the
 * connection's event loop.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);

  private final Edge edge;
  private final boolean single;
  private final Queue<Object> inbox = new ArrayDeque<>();
  private ChannelHandlerContext ctx;
  private Alarm alarm;
  private Turn turn;
  private boolean headersAwaited;
  private boolean draining;
  private boolean used;
  private boolean wanted;
  private boolean delivering;

  private HttpConnection(Edge edge, boolean single) {
    this.edge = edge;
    this.single = single;
  }

  /** A connection of HTTP/1.1. */
  static HttpConnection ofSocket(Edge edge) {
    return new HttpConnection(edge, false);
  }

  /** A stream of HTTP/2. */
  static HttpConnection ofStream(Edge edge) {
    return new HttpConnection(edge, true);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ctx = context;
    alarm = new Alarm(context.channel().eventLoop());
    awaitRequest();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof FullHttpRequest whole && whole.decoderResult().isSuccess()) {
      // A head that ends its stream. One that cannot be read stays whole: of its body nothing is
      // known, so what the client still sends is taken and dropped after the answer.
      inbox.add(
          new DefaultHttpRequest(
              whole.protocolVersion(), whole.method(), whole.uri(), whole.headers()));
      inbox.add(new DefaultLastHttpContent(whole.content()));
    } else {
      inbox.add(message);
    }
    deliver();
  }

  /** Asks for one more message; asking twice is asking once. */
  void read() {
    wanted = true;
    deliver();
  }

  /**
   * Hands on what was asked for, one message at a time. It loops rather than nests: a client can
   * put ten thousand chunks into one packet. Netty's FlowControlHandler forgets a wish that is made
   * while the packet is still being decoded, so it does not serve here.
   */
  private void deliver() {
    if (delivering) {
      return;
    }
    delivering = true;
    try {
      while (wanted && !inbox.isEmpty() && !isPipelined(inbox.peek())) {
        wanted = false;
        take(inbox.poll());
      }
    } finally {
      delivering = false;
    }
    if (wanted && inbox.isEmpty()) {
      ctx.read();
    }
  }

  /** A request that comes while another is in flight stays where it is, and all behind it. */
  private boolean isPipelined(Object message) {
    return turn != null && message instanceof HttpRequest;
  }

  private void take(Object message) {
    try {
      if (message instanceof HttpRequest request) {
        begin(request);
      } else if (message instanceof HttpContent content && turn != null) {
        boolean last = content instanceof LastHttpContent;
        boolean broken = content.decoderResult().isFailure();
        turn.run(now -> now.received(content.content(), last, broken));
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest request) {
    used = true;
    headersAwaited = false;
    alarm.clear();
    turn = new Turn(edge, this, request);
    if (draining) {
      turn.endConnection();
    }
    turn.run(Turn::begin);
  }

  /** Called once a turn is over, answer and body both. */
  void turnEnded(boolean keepAlive) {
    turn = null;
    if (!keepAlive || draining || single) {
      close();
    } else {
      awaitRequest();
    }
  }

  private void awaitRequest() {
    alarm.set(edge.config().idleTimeout(), this::close);
    read();
  }

  /** Whether no request has come, so that another protocol may still take over. */
  boolean isUnused() {
    return !used && inbox.isEmpty() && !draining;
  }

  /** Called with each piece that the socket gives. */
  void bytesArrived() {
    if (turn == null && !headersAwaited && alarm != null) {
      headersAwaited = true;
      alarm.set(edge.config().headerTimeout(), this::close);
    }
  }

  /** Finishes the request in flight, if there is one, and closes. */
  void drain() {
    draining = true;
    if (turn == null) {
      close();
    } else {
      turn.endConnection();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (turn != null) {
      turn.run(Turn::writabilityChanged);
    }
  }

  /** A client that resets its stream; what it sent before may still stand unread. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof Http2ResetFrame) {
      close();
    }
    ReferenceCountUtil.release(event);
  }

  /** Another protocol has taken over. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (alarm != null) {
      alarm.stop();
      alarm = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (alarm != null) {
      alarm.stop();
    }
    if (turn != null) {
      turn.run(Turn::clientGone);
      turn = null;
    }
    inbox.forEach(ReferenceCountUtil::release);
    inbox.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException || cause instanceof DecoderException)) {
      log.atWarn().setCause(cause).log("a connection failed");
    }
    close();
  }

  void close() {
    ctx.close();
  }

  /** Tells the client that no more answers come, while what it sends is still taken. */
  void shutdownOutput() {
    if (ctx.channel() instanceof SocketChannel socket) {
      socket.shutdownOutput(); // A stream has ended its side with the answer.
    }
  }

  Alarm alarm() {
    return alarm;
  }

  Channel channel() {
    return ctx.channel();
  }

  EventLoop loop() {
    return ctx.channel().eventLoop();
  }

  ChannelHandlerContext context() {
    return ctx;
  }
}
