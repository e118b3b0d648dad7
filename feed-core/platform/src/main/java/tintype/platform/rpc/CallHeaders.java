package tintype.platform.rpc;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.Optional;

/**
 * The metadata of the current call, for the few handlers whose contract speaks of it: what came
 * with the request, and what is to go before the first answer. Names are ASCII, in lower case.
 */
public final class CallHeaders {
  private static final Context.Key<CallHeaders> KEY = Context.key("call-headers");

  private final Metadata request;
  private final Metadata answer = new Metadata();

  CallHeaders(Metadata request) {
    this.request = request;
  }

  /** Those of the call that this code works for. */
  public static CallHeaders current() {
    CallHeaders current = KEY.get();
    if (current == null) {
      throw new IllegalStateException("no call is going on here");
    }
    return current;
  }

  /** What the caller sent under this name, the last if several. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(request.get(key(name)));
  }

  /** Sends this with the answer; to be called before the first message of it. */
  public void answer(String name, String value) {
    synchronized (answer) {
      answer.discardAll(key(name));
      answer.put(key(name), value);
    }
  }

  Context in(Context context) {
    return context.withValue(KEY, this);
  }

  /** Adds what is to go with the answer; false where there is nothing. */
  boolean addTo(Metadata headers) {
    synchronized (answer) {
      headers.merge(answer);
      return !answer.keys().isEmpty();
    }
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
