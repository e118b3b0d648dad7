package tintype.platform.rpc;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of the current call, for the few handlers whose contract speaks of it: what came
 * with the request, and what is to go before the first answer. Names are ASCII, in lower case.
 */
public final class CallHeaders {
  private static final Context.Key<CallHeaders> KEY = Context.key("call-headers");

  private final Metadata request;
  private @Nullable Metadata answer;

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
  public synchronized void answer(String name, String value) {
    if (answer == null) {
      answer = new Metadata();
    }
    answer.discardAll(key(name));
    answer.put(key(name), value);
  }

  Context in(Context context) {
    return context.withValue(KEY, this);
  }

  /** Whether something is to go with the answer, which is so for few. */
  synchronized boolean hasAnswer() {
    return answer != null;
  }

  /** Adds what is to go with the answer. */
  synchronized void addTo(Metadata headers) {
    if (answer != null) {
      headers.merge(answer);
    }
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
