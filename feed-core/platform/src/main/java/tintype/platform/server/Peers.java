package tintype.platform.server;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.auth.TokenSigner;
import tintype.platform.rpc.AfterForwarding;
import tintype.platform.rpc.MethodPolicy;
import tintype.platform.rpc.RequestId;

/**
 * The other services, as one service calls them: each call carries the caller's service token, the
 * request id and the contract's deadline, and may act on behalf of an account.
 */
public final class Peers implements AutoCloseable {
  private static final CallOptions.Key<Long> ON_BEHALF_OF =
      CallOptions.Key.createWithDefault("on-behalf-of", 0L);

  /** In bytes: a page of 100 posts with all the media and texts that posts may have is below. */
  private static final int MAX_ANSWER = 16 << 20;

  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);
  private static final Duration TOKEN_MARGIN = Duration.ofMinutes(1);

  private record Token(String text, Instant expiry) {}

  private final TokenSigner signer;
  private final Clock clock;
  private final List<ClientInterceptor> tracing;
  private final Function<String, Address> addresses;
  private final Map<String, ManagedChannel> open = new ConcurrentHashMap<>();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Map<MethodDescriptor<?, ?>, MethodPolicy> policies = new ConcurrentHashMap<>();
  private final Reconnection reconnection = new Reconnection();

  /**
   * @param tracing what every call goes through besides
   */
  Peers(
      TokenSigner signer,
      Clock clock,
      Function<String, Address> addresses,
      List<ClientInterceptor> tracing) {
    this.tracing = tracing;
    this.signer = signer;
    this.clock = clock;
    this.addresses = addresses;
  }

  /**
   * A channel to a service, such as {@code media}. All calls over it are signed; what the current
   * call must see goes with them, and what they write comes back to it.
   */
  public Channel channel(String service) {
    return ClientInterceptors.intercept(
        traced(service), new Signing(service), new AfterForwarding());
  }

  /**
   * The edge's way: calls carry what their own caller sends, and the mark of having come from
   * outside, with which no service token is taken.
   */
  public Channel forwardingChannel(String service) {
    Metadata mark = new Metadata();
    mark.put(AuthInterceptor.FORWARDED, "edge");
    return ClientInterceptors.intercept(
        traced(service), MetadataUtils.newAttachHeadersInterceptor(mark));
  }

  private Channel traced(String service) {
    return ClientInterceptors.intercept(open.computeIfAbsent(service, this::connect), tracing);
  }

  /** The same stub, acting for an account; 0 acts for nobody. */
  public static <S extends AbstractStub<S>> S onBehalfOf(S stub, long account) {
    return stub.withOption(ON_BEHALF_OF, account);
  }

  @Override
  public void close() {
    reconnection.close();
    open.values().forEach(ManagedChannel::shutdownNow);
  }

  private ManagedChannel connect(String service) {
    Address address = addresses.apply(service);
    if (address.isInProcess()) {
      return InProcessChannelBuilder.forName(address.inProcessName()).directExecutor().build();
    }
    return reconnection.of(
        NettyChannelBuilder.forTarget(address.target())
            .usePlaintext()
            .maxInboundMessageSize(MAX_ANSWER)
            .keepAliveTime(1, TimeUnit.MINUTES)
            .build());
  }

  private String token(String audience) {
    Instant now = clock.instant();
    return tokens
        .compute(
            audience,
            (name, held) ->
                held != null && held.expiry().minus(TOKEN_MARGIN).isAfter(now)
                    ? held
                    : new Token(
                        signer.serviceToken(Set.of(name), TOKEN_LIFETIME),
                        now.plus(TOKEN_LIFETIME)))
        .text();
  }

  private final class Signing implements ClientInterceptor {
    private final String audience;

    Signing(String audience) {
      this.audience = audience;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      Duration deadline = policies.computeIfAbsent(method, MethodPolicy::of).deadline();
      CallOptions bounded =
          options.getDeadline() == null
              ? options.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
              : options;
      return new SimpleForwardingClientCall<>(next.newCall(method, bounded)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          headers.put(AuthInterceptor.AUTHORIZATION, "Bearer " + token(audience));
          long account = options.getOption(ON_BEHALF_OF);
          if (account != 0) {
            headers.put(AuthInterceptor.ON_BEHALF_OF, Long.toString(account));
          }
          if (!RequestId.current().isEmpty()) {
            headers.put(RequestId.METADATA, RequestId.current());
          }
          super.start(listener, headers);
        }
      };
    }
  }
}
