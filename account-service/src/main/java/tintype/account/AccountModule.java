package tintype.account;

import com.google.inject.Singleton;
import java.util.Optional;
import tintype.platform.server.Installation;
import tintype.platform.server.ServiceModule;
import tintype.platform.sql.Keyspace;

/** account-service: who people are, and the sessions by which they call. */
public final class AccountModule extends ServiceModule {
  public AccountModule(Installation installation) {
    super("account", installation);
  }

  @Override
  public Optional<Keyspace> keyspace() {
    return Optional.of(Keyspace.ACCOUNT);
  }

  @Override
  protected void bindings() {
    bind(AccountConfig.class)
        .toInstance(installation().config().bind("account", AccountConfig.defaults()));
    apis().addBinding().to(AccountApi.class);
    apis().addBinding().to(SessionApi.class);
    apis().addBinding().to(ImportApi.class);
    apis().addBinding().to(StaffAccountApi.class);
    background().addBinding().to(LoginTrySweeper.class);
    background().addBinding().to(SuspensionEnd.class);
    background().addBinding().to(FirstAdmins.class);

    stores();
    credentials();
    verbs();
    staff();
  }

  private void stores() {
    bind(AccountStore.class).to(MySqlAccounts.class);
    bind(UsernameStore.class).to(MySqlUsernames.class);
    bind(SessionStore.class).to(MySqlSessions.class);
    bind(LoginTries.class).to(MySqlLoginTries.class);
    bind(ProfileStore.class).to(MySqlProfiles.class);
    bind(FactsCache.class).in(Singleton.class);
    bind(MySqlProfiles.class);
    bind(MySqlAccounts.class);
    bind(MySqlUsernames.class);
    bind(MySqlSessions.class);
    bind(MySqlLoginTries.class);
    bind(LoginTrySweeper.class);
  }

  private void credentials() {
    bind(Passwords.class).in(Singleton.class);
    bind(RefreshTokens.class).in(Singleton.class);
    bind(Sessions.class);
    bind(LoginPolicy.class);
    bind(LoginCheck.class);
  }

  private void verbs() {
    bind(PageHeads.class);
    bind(RepeatedRegister.class);
    bind(Register.class);
    bind(GetMe.class);
    bind(UpdateProfile.class);
    bind(SetAvatar.class);
    bind(RemoveAvatar.class);
    bind(UsernameChecks.class).in(Singleton.class);
    bind(CheckUsername.class);
    bind(GetAccount.class);
    bind(GetAccountByUsername.class);
    bind(BatchGetAccounts.class);
    bind(BatchGetAccountFacts.class);
    bind(BatchGetAccountIds.class);
    bind(LogIn.class);
    bind(Refresh.class);
    bind(LogOut.class);
    bind(ListSessions.class);
    bind(EndSession.class);
    bind(EndOtherSessions.class);
    bind(ListEndedSessions.class);
    bind(BulkCreation.class).in(Singleton.class);
    bind(ImportAccounts.class);
    bind(AccountApi.class);
    bind(SessionApi.class);
    bind(ImportApi.class);
  }

  private void staff() {
    bind(StaffActs.class).to(MySqlStaffActs.class);
    bind(MySqlStaffActs.class);
    bind(SuspensionStore.class).to(MySqlSuspensions.class);
    bind(MySqlSuspensions.class);
    bind(LastAdmin.class);
    bind(ActTransaction.class);
    bind(StaffDesk.class);
    bind(StaffAccounts.class);
    bind(SuspensionEnd.class).in(Singleton.class);
    bind(FirstAdmins.class).in(Singleton.class);
    bind(ListAccounts.class);
    bind(Suspend.class);
    bind(Reinstate.class);
    bind(SetRoles.class);
    bind(SetVerified.class);
    bind(ApplyDecision.class);
    bind(StaffAccountApi.class);
  }
}
