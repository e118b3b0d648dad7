package tintype.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Writes and reads frames of HTTP/2 with prior knowledge, without minding any window. */
final class RawHttp2Client implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;

  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** A frame; of others than HEADERS, {@code headers} is null. */
  record Frame(int type, int flags, int stream, byte[] payload, Http2Headers headers) {
    boolean ends() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    int intAt(int index) {
      return Unpooled.wrappedBuffer(payload).getInt(index);
    }
  }

  /** A whole answer. */
  record Answer(int status, Http2Headers headers, String body) {}

  private final Socket socket;
  private final DataOutputStream out;
  private final DataInputStream in;
  private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

  RawHttp2Client(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(15_000);
    out = new DataOutputStream(socket.getOutputStream());
    in = new DataInputStream(socket.getInputStream());
    out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  /** The usual pseudo-headers, and room for more. */
  static Http2Headers head(String method, String path) {
    return new DefaultHttp2Headers(false).method(method).scheme("http").authority("x").path(path);
  }

  RawHttp2Client request(int stream, Http2Headers headers, boolean end) throws IOException {
    ByteBuf block = Unpooled.buffer();
    try {
      encoder.encodeHeaders(stream, headers, block);
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
    byte[] bytes = new byte[block.readableBytes()];
    block.readBytes(bytes);
    int first = Math.min(bytes.length, 16_384);
    boolean whole = first == bytes.length;
    int flags = (end ? END_STREAM : 0) | (whole ? END_HEADERS : 0);
    frame(HEADERS, flags, stream, java.util.Arrays.copyOf(bytes, first));
    if (!whole) {
      frame(9, END_HEADERS, stream, java.util.Arrays.copyOfRange(bytes, first, bytes.length));
    }
    return this;
  }

  RawHttp2Client data(int stream, byte[] bytes, boolean end) throws IOException {
    return frame(DATA, end ? END_STREAM : 0, stream, bytes);
  }

  RawHttp2Client reset(int stream) throws IOException {
    return frame(RESET, 0, stream, new byte[] {0, 0, 0, 8});
  }

  private RawHttp2Client frame(int type, int flags, int stream, byte[] payload) throws IOException {
    out.write(payload.length >> 16);
    out.writeShort(payload.length);
    out.write(type);
    out.write(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
    return this;
  }

  /** The next frame; SETTINGS are acknowledged on the way. */
  Frame next() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(length);
    // The compression of headers has a state, so those that nobody waits for count too.
    Http2Headers headers = type == HEADERS ? decoded(stream, payload) : null;
    Frame frame = new Frame(type, flags, stream, payload, headers);
    if (type == SETTINGS && flags == 0) {
      frame(SETTINGS, 1, 0, new byte[0]);
    }
    return frame;
  }

  /** The next frame of a type, and nothing of those before. */
  Frame next(int type) throws IOException {
    Frame frame = next();
    while (frame.type() != type) {
      frame = next();
    }
    return frame;
  }

  /** Reads until a stream has ended, and gives windows back. */
  Answer answer(int stream) throws IOException {
    Http2Headers headers = null;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Frame frame = next(); ; frame = next()) {
      if (frame.stream() == stream && frame.type() == RESET) {
        throw new IOException("reset with " + frame.intAt(0));
      } else if (frame.stream() == stream && frame.type() == HEADERS) {
        headers = frame.headers();
      } else if (frame.stream() == stream && frame.type() == DATA) {
        body.write(frame.payload());
        if (frame.payload().length > 0 && !frame.ends()) {
          grant(0, frame.payload().length);
          grant(stream, frame.payload().length);
        }
      }
      if (frame.stream() == stream && frame.ends()) {
        return new Answer(
            Integer.parseInt(headers.status().toString()),
            headers,
            body.toString(StandardCharsets.UTF_8));
      }
    }
  }

  /** Opens a window; stream 0 is the connection's. */
  void grant(int stream, int bytes) throws IOException {
    byte[] payload = new byte[4];
    Unpooled.wrappedBuffer(payload).setInt(0, bytes);
    frame(WINDOW_UPDATE, 0, stream, payload);
  }

  private Http2Headers decoded(int stream, byte[] payload) throws IOException {
    try {
      return decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(payload));
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
