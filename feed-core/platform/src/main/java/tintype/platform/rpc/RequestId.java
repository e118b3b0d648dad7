package tintype.platform.rpc;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Names one request from the edge through every service that it reaches, for the logs. */
public final class RequestId {
  public static final Metadata.Key<String> METADATA =
      Metadata.Key.of("tintype-request-id", Metadata.ASCII_STRING_MARSHALLER);

  /** So that no two processes draw the same ids. */
  private static final UUID PROCESS = UUID.randomUUID();

  private static final int MAX_LENGTH = 64;
  private static final Context.Key<String> KEY = Context.keyWithDefault("request-id", "");

  private RequestId() {}

  public static String current() {
    return KEY.get();
  }

  /** A context of the request of this id. */
  public static Context in(Context context, String id) {
    return context.withValue(KEY, id);
  }

  /** The one that the headers name, or a new one. */
  static String of(Metadata headers) {
    String given = headers.get(METADATA);
    boolean usable = given != null && !given.isEmpty() && given.length() <= MAX_LENGTH;
    return usable ? given : draw();
  }

  /** It is no secret, so it need not cost what drawing a secret does. */
  private static String draw() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(
            PROCESS.getMostSignificantBits() ^ random.nextLong(),
            PROCESS.getLeastSignificantBits() ^ random.nextLong())
        .toString();
  }
}
