package tintype.platform.auth;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status.Code;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.OptionalLong;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.MethodPolicy;
import tintype.rpc.v1.Auth;
import tintype.rpc.v1.ErrorReason;

/** Decides who calls, and whether the contract lets them. */
public final class AuthInterceptor implements ServerInterceptor {
  public static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  public static final Metadata.Key<String> ON_BEHALF_OF =
      Metadata.Key.of("tintype-on-behalf-of", Metadata.ASCII_STRING_MARSHALLER);

  /** Set by the edge on what comes from outside: service tokens are refused there. */
  public static final Metadata.Key<String> FORWARDED =
      Metadata.Key.of("tintype-forwarded", Metadata.ASCII_STRING_MARSHALLER);

  /** The command line of this machine: its token is believed from this machine alone. */
  public static final String TOOLS = "tools";

  private static final String BEARER = "Bearer ";

  private final TokenVerifier verifier;
  private final Revocations revocations;
  private final StaffCheck staff;
  private final Map<String, MethodPolicy> policies;
  private final RecentHeaders recent = new RecentHeaders();

  /**
   * @param staff asked on the thread of the call, which it may block, where an RPC is for staff
   * @param policies what the contract declares, by full method name; what is absent is the
   *     infrastructure's own (health, reflection) and open
   */
  public AuthInterceptor(
      TokenVerifier verifier,
      Revocations revocations,
      StaffCheck staff,
      Map<String, MethodPolicy> policies) {
    this.verifier = verifier;
    this.revocations = revocations;
    this.staff = staff;
    this.policies = policies;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    MethodPolicy policy = policies.get(call.getMethodDescriptor().getFullMethodName());
    if (policy == null) {
      return next.startCall(call, headers);
    }
    Caller caller = identify(headers, call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    check(policy, caller);
    return Contexts.interceptCall(caller.in(Context.current()), call, headers, next);
  }

  private Caller identify(Metadata headers, SocketAddress remote) {
    String authorization = headers.get(AUTHORIZATION);
    if (authorization == null) {
      return Caller.NOBODY;
    }
    TokenVerifier.Verified token = recent.get(authorization);
    if (token == null) {
      token = verifier.verify(bearer(authorization));
      recent.put(authorization, token);
    } else {
      verifier.requireCurrent(token);
    }
    if (token.service().isEmpty()) {
      return account(token);
    }
    boolean outside = headers.containsKey(FORWARDED);
    if (outside || (token.service().equals(TOOLS) && !isOnThisMachine(remote))) {
      throw ApiException.of(
          Code.UNAUTHENTICATED,
          ErrorReason.TOKEN_INVALID,
          "service tokens are not taken from outside");
    }
    return Caller.service(token.service(), onBehalfOf(headers));
  }

  private static String bearer(String authorization) {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw ApiException.of(
          Code.UNAUTHENTICATED, ErrorReason.TOKEN_INVALID, "authorization is not a bearer token");
    }
    return authorization.substring(BEARER.length()).strip();
  }

  private Caller account(TokenVerifier.Verified token) {
    if (revocations.isRevoked(token.session())) {
      throw ApiException.of(
          Code.UNAUTHENTICATED, ErrorReason.TOKEN_INVALID, "the token's session has ended");
    }
    return Caller.account(token.account(), token.session());
  }

  private static OptionalLong onBehalfOf(Metadata headers) {
    String account = headers.get(ON_BEHALF_OF);
    return account == null
        ? OptionalLong.empty()
        : OptionalLong.of(tintype.platform.rpc.IdText.parse("tintype-on-behalf-of", account));
  }

  private static boolean isOnThisMachine(SocketAddress remote) {
    return !(remote instanceof InetSocketAddress inet) || inet.getAddress().isLoopbackAddress();
  }

  private void check(MethodPolicy policy, Caller caller) {
    if (caller.isService()) {
      boolean acts = caller.account() != 0;
      boolean kind =
          policy.allows(Auth.Caller.SERVICE)
              || (acts && policy.allows(Auth.Caller.ACCOUNT))
              || policy.allows(Auth.Caller.ANYONE);
      if (!kind || !policy.services().contains(caller.service())) {
        throw notAllowed();
      }
    } else if (caller.account() != 0) {
      boolean any = policy.allows(Auth.Caller.ACCOUNT) || policy.allows(Auth.Caller.ANYONE);
      if (!any && !isStaff(policy, caller.account())) {
        throw notAllowed();
      }
    } else if (!policy.allows(Auth.Caller.ANYONE)) {
      throw ApiException.of(
          Code.UNAUTHENTICATED, ErrorReason.TOKEN_MISSING, "this call needs a token");
    }
  }

  private boolean isStaff(MethodPolicy policy, long account) {
    if (!policy.allows(Auth.Caller.STAFF) && !policy.allows(Auth.Caller.ADMIN)) {
      return false;
    }
    return switch (staff.rankOf(account)) {
      case NONE -> false;
      case MODERATOR -> policy.allows(Auth.Caller.STAFF);
      case ADMIN -> true;
    };
  }

  private static ApiException notAllowed() {
    return ApiException.of(
        Code.PERMISSION_DENIED,
        ErrorReason.CALLER_NOT_ALLOWED,
        "this caller may not call this RPC");
  }
}
