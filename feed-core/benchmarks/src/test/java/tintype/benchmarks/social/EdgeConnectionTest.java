package tintype.benchmarks.social;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EdgeConnectionTest {
  @Test
  void anAnswerIsReadToItsEndAndNotFurther() throws IOException {
    InputStream in =
        bytes(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nconnection: keep-alive\r\n\r\nhello"
                + "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nConnection: close\r\n\r\n");

    assertEquals(new EdgeConnection.Answer(200, 5, false), EdgeConnection.read(in));
    assertEquals(new EdgeConnection.Answer(404, 0, true), EdgeConnection.read(in));
    assertThrows(EOFException.class, () -> EdgeConnection.read(in));
  }

  @Test
  void aBodyOfNoKnownLengthIsRefused() {
    assertThrows(
        IOException.class,
        () -> EdgeConnection.read(bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")));
  }

  @Test
  void aBodyThatEndsEarlyIsNoAnswer() {
    assertThrows(
        EOFException.class,
        () -> EdgeConnection.read(bytes("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhel")));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }
}
