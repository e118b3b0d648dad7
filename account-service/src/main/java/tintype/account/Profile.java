package tintype.account;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tintype.account.v1.Account;
import tintype.account.v1.AccountFacts;
import tintype.account.v1.AccountSummary;
import tintype.account.v1.Me;
import tintype.account.v1.StaffAccount;
import tintype.account.v1.StaffAccount.Role;
import tintype.media.v1.Media;
import tintype.platform.rpc.ProtoTimes;

/**
 * An account as it is shown, and what only its owner sees; email, phone and avatar are null where
 * unset.
 */
record Profile(
    long accountId,
    String username,
    String fullName,
    String bio,
    String website,
    @Nullable Media avatar,
    @Nullable String email,
    @Nullable String phone,
    boolean emailVerified,
    boolean phoneVerified,
    boolean isPrivate,
    boolean isVerified,
    AccountState state,
    Set<Role> roles,
    long createMicros) {

  Account account(Account.Counts counts) {
    Account.Builder account =
        Account.newBuilder()
            .setId(Long.toString(accountId))
            .setUsername(username)
            .setFullName(fullName)
            .setBio(bio)
            .setWebsite(website)
            .setPrivate(isPrivate)
            .setVerified(isVerified)
            .setCounts(counts)
            .setCreateTime(ProtoTimes.ofMicros(createMicros));
    if (avatar != null) {
      account.setAvatar(avatar);
    }
    return account.build();
  }

  AccountFacts facts() {
    AccountSummary.Builder summary =
        AccountSummary.newBuilder()
            .setId(Long.toString(accountId))
            .setUsername(username)
            .setFullName(fullName)
            .setPrivate(isPrivate)
            .setVerified(isVerified);
    if (avatar != null) {
      // Summaries come by the thousand, and a text may have 4 KB.
      summary.setAvatar(avatar.toBuilder().clearAltText());
    }
    return AccountFacts.newBuilder()
        .setAccountId(accountId)
        .setHidden(state.hidden())
        .setSummary(summary)
        .addAllRoles(roles)
        .build();
  }

  StaffAccount staffAccount(Optional<Suspension> suspension) {
    StaffAccount.Builder account =
        StaffAccount.newBuilder()
            .setAccount(facts().getSummary())
            .setState(state.shown())
            .addAllRoles(roles)
            .setCreateTime(ProtoTimes.ofMicros(createMicros));
    suspension.ifPresent(lasting -> account.setSuspension(lasting.shown()));
    return account.build();
  }

  Me me(Account account) {
    return Me.newBuilder()
        .setAccount(account)
        .setEmail(email == null ? "" : email)
        .setPhone(phone == null ? "" : phone)
        .setEmailVerified(emailVerified)
        .setPhoneVerified(phoneVerified)
        .addAllRoles(roles.stream().map(Role::name).toList())
        .setDeactivated(state == AccountState.DEACTIVATED)
        .build();
  }

  /** Without e-mail and phone, which have no business in a log. */
  @Override
  public String toString() {
    return "Profile[" + accountId + ", " + username + "]";
  }
}
