package tintype.edge;

import java.util.Map;

/**
 * An answer whose body is whole.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param body at most what one gRPC message holds
 * @param headers others, by lower-case name
 */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
  /** What every answer of JSON says: what it holds is one caller's. */
  static final String JSON = "application/json";
}
