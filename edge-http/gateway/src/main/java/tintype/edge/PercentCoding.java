package tintype.edge;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding of RFC 3986. Every method throws {@link IllegalArgumentException} for a broken
 * escape and for bytes that are no UTF-8: a decoder that guesses lets one id be written in two
 * ways.
 */
final class PercentCoding {
  /** The reserved characters of RFC 6570, section 1.5. */
  private static final String RESERVED = "!#$&'()*+,/:;=?@[]";

  private PercentCoding() {}

  /** Decodes every escape. */
  static String decode(String text) {
    return text.indexOf('%') < 0 ? text : decode(text, false, false);
  }

  /** Decodes as a part of a query: {@code +} is a space too. */
  static String decodeQuery(String text) {
    return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : decode(text, false, true);
  }

  /** Decodes all but escapes of reserved characters, which stay as they were sent. */
  static String decodeExceptReserved(String text) {
    return text.indexOf('%') < 0 ? text : decode(text, true, false);
  }

  private static String decode(String text, boolean keepReserved, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int octet = octet(text, i);
        if (keepReserved && RESERVED.indexOf(octet) >= 0) {
          bytes.writeBytes(text.substring(i, i + 3).getBytes(StandardCharsets.US_ASCII));
        } else {
          bytes.write(octet);
        }
        i += 2;
      } else if (c == '+' && plusIsSpace) {
        bytes.write(' ');
      } else if (c < 0x80) {
        bytes.write(c);
      } else {
        throw new IllegalArgumentException("a character outside ASCII (expected: its escape)");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("escaped bytes (expected: UTF-8)", e);
    }
  }

  private static int octet(String text, int at) {
    int high = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0 || text.charAt(at + 1) >= 0x80 || text.charAt(at + 2) >= 0x80) {
      throw new IllegalArgumentException("a broken escape (expected: % and two hex digits)");
    }
    return high << 4 | low;
  }
}
