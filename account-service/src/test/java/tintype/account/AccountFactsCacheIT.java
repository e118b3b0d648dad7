package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.AccountFacts;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.account.v1.RemoveAvatarRequest;
import tintype.account.v1.SetAvatarRequest;
import tintype.account.v1.UpdateProfileRequest;
import tintype.media.v1.Media;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Facts that one process keeps in memory while another one changes accounts. */
@OnEveryDatabase
class AccountFactsCacheIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation here = TestInstallation.over(database, Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(3)
  static final TestInstallation there = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static final FakeAvatars avatars = new FakeAvatars();
  private static AccountClient clientHere;
  private static AccountClient clientThere;

  @BeforeAll
  static void start() {
    clientHere = start(here);
    clientThere = start(there);
  }

  private static AccountClient start(TestInstallation installation) {
    installation.serve("graph", new FakeGraph());
    installation.serve("media", new FakePosts(), avatars);
    installation.start(AccountModule::new);
    return new AccountClient(installation);
  }

  @Test
  void whatAnotherProcessChangesIsSeen() {
    long account = kept();

    update(clientThere, account, UpdateProfileRequest.newBuilder().setFullName("Ana"), "full_name");
    seenSoon(account, facts -> facts.getSummary().getFullName().equals("Ana"));
    String name = AccountClient.freshName();
    update(clientThere, account, UpdateProfileRequest.newBuilder().setUsername(name), "username");
    seenSoon(account, facts -> facts.getSummary().getUsername().equals(name));
    update(clientThere, account, UpdateProfileRequest.newBuilder().setPrivate(true), "private");
    seenSoon(account, facts -> facts.getSummary().getPrivate());
    setAvatar(clientThere, account);
    seenSoon(account, facts -> facts.getSummary().hasAvatar());
    clientThere.accountsAs(account).removeAvatar(RemoveAvatarRequest.getDefaultInstance());
    seenSoon(account, facts -> !facts.getSummary().hasAvatar());
  }

  @Test
  void whatThisProcessChangesIsSeenAtOnce() {
    long account = kept();

    update(clientHere, account, UpdateProfileRequest.newBuilder().setFullName("Ana"), "full_name");
    assertThat(facts(account).getSummary().getFullName()).isEqualTo("Ana");
    update(clientHere, account, UpdateProfileRequest.newBuilder().setPrivate(true), "private");
    assertThat(facts(account).getSummary().getPrivate()).isTrue();
    setAvatar(clientHere, account);
    assertThat(facts(account).getSummary().hasAvatar()).isTrue();
    clientHere.accountsAs(account).removeAvatar(RemoveAvatarRequest.getDefaultInstance());
    assertThat(facts(account).getSummary().hasAvatar()).isFalse();
  }

  /** An account whose facts come from memory here. */
  private static long kept() {
    long account = Long.parseLong(clientHere.register().getAccount().getId());
    Eventually.await(
        SOON,
        () -> {
          double before = hits();
          facts(account);
          return hits() > before;
        });
    return account;
  }

  private static double hits() {
    return here.metrics()
        .get("row.cache.reads")
        .tags("cache", "account_facts", "result", "hit")
        .functionCounter()
        .count();
  }

  private static void seenSoon(long account, Predicate<AccountFacts> shown) {
    Eventually.await(SOON, () -> shown.test(facts(account)));
  }

  private static AccountFacts facts(long account) {
    return here.asService(clientHere.accounts, "media")
        .batchGetAccountFacts(
            BatchGetAccountFactsRequest.newBuilder().addAccountIds(account).build())
        .getFacts(0);
  }

  private static void update(
      AccountClient client, long account, UpdateProfileRequest.Builder change, String field) {
    client
        .accountsAs(account)
        .updateProfile(change.setUpdateMask(FieldMask.newBuilder().addPaths(field)).build());
  }

  private static void setAvatar(AccountClient client, long account) {
    Media photo = avatars.add(Media.newBuilder().setId("1_" + account).build());
    client
        .accountsAs(account)
        .setAvatar(SetAvatarRequest.newBuilder().setMediaId(photo.getId()).build());
  }
}
