package tintype.account;

/**
 * A login on one device.
 *
 * @param refreshHash SHA-256 of the secret in the refresh token that is good now
 * @param expireMicros when it ends unless it is refreshed
 */
record Session(
    long accountId,
    long sessionId,
    byte[] refreshHash,
    String device,
    long createMicros,
    long expireMicros) {}
