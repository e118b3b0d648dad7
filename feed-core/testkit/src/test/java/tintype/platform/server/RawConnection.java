package tintype.platform.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A connection of HTTP/2 by hand, for what no gRPC client does. */
final class RawConnection implements AutoCloseable {
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;

  private final Socket socket;
  private final DataOutputStream out;
  private final DataInputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(15_000);
    out = new DataOutputStream(socket.getOutputStream());
    in = new DataInputStream(socket.getInputStream());
    out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    frame(SETTINGS, new byte[0]);
  }

  void ping() throws IOException {
    frame(PING, new byte[8]);
  }

  /** Reads until the server says goodbye: the error's code, and what it says of it. */
  String goAway() throws IOException {
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      in.skipNBytes(5);
      byte[] payload = in.readNBytes(length);
      if (type == GOAWAY) {
        byte[] text = Arrays.copyOfRange(payload, 8, length);
        return ByteBuffer.wrap(payload).getInt(4)
            + " "
            + new String(text, StandardCharsets.US_ASCII);
      }
    }
  }

  private void frame(int type, byte[] payload) throws IOException {
    out.write(new byte[] {0, 0, (byte) payload.length, (byte) type, 0, 0, 0, 0, 0});
    out.write(payload);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
