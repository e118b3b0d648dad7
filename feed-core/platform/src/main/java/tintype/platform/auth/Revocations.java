package tintype.platform.auth;

/** Which sessions have ended although their access tokens still run. */
@FunctionalInterface
public interface Revocations {
  boolean isRevoked(long session);
}
