package tintype.platform.log;

import java.util.regex.Pattern;

/**
 * The last line of defence: what looks like a token or an address of a person does not reach the
 * log. Nothing of ours writes such things; an exception of a library may quote them.
 */
final class Secrets {
  static final String MASK = "***";

  private static final Pattern SECRET =
      Pattern.compile(
          // A JSON Web Token, a bearer of anything, an e-mail address, a refresh token.
          "eyJ[\\w-]{8,}\\.[\\w-]+(?:\\.[\\w-]*)?"
              + "|(?<=[Bb]earer )[^\\s,\"\\]]+"
              + "|[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+"
              + "|[\\w-]{100,}");

  private static final int LONG = 100;

  private Secrets() {}

  /** Of a text that is not there, nothing. */
  static String mask(String text) {
    if (text == null) {
      return "";
    }
    return mayHold(text) ? SECRET.matcher(text).replaceAll(MASK) : text;
  }

  /** Nearly every line is settled here, without an expression. */
  private static boolean mayHold(String text) {
    return text.length() >= LONG
        || text.indexOf('@') >= 0
        || text.contains("eyJ")
        || text.contains("earer ");
  }
}
