package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import tintype.media.v1.Media;

/**
 * A client of the API. What the services refuse is thrown as {@link Refused}. An empty token calls
 * as nobody.
 */
interface Calls {
  /** A unary call. */
  <Q extends Message, A extends Message> A call(
      MethodDescriptor<Q, A> method, Q request, String token);

  /**
   * Uploads a picture.
   *
   * @param requestId may be empty
   */
  Media upload(String token, String contentType, byte[] bytes, String requestId);

  /** Downloads a rendition. */
  Download download(String token, String mediaId, String rendition);

  /** What came of a download. */
  record Download(String contentType, byte[] bytes) {}
}
