package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.RemoveAvatarRequest;
import tintype.account.v1.SetAvatarRequest;
import tintype.account.v1.UpdateProfileRequest;
import tintype.media.v1.Media;
import tintype.media.v1.Rendition;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class AvatarIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static final FakeGraph graph = new FakeGraph();
  private static final FakeAvatars media = new FakeAvatars();
  private static AccountClient client;

  @BeforeAll
  static void start() {
    tintype.serve("graph", graph);
    tintype.serve("media", new FakePosts(), media);
    tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
  }

  @Test
  void withoutOneThereIsNone() {
    Account ana = client.register().getAccount();

    assertThat(ana.hasAvatar()).isFalse();
    assertThat(seen(0, ana).hasAvatar()).isFalse();
    assertThat(summary(ana)).isEqualTo(Media.getDefaultInstance());
  }

  @Test
  void anAvatarIsShownWhereverItsAccountIs() {
    Account ana = client.register().getAccount();
    Account ben = client.register().getAccount();
    Media photo = photo(ana, 1);

    Account changed = set(ana, photo);

    assertThat(changed).isEqualTo(ana.toBuilder().setAvatar(photo).build());
    assertThat(me(ana)).isEqualTo(changed);
    assertThat(seen(id(ben), ana).getAvatar()).isEqualTo(photo);
    assertThat(seen(0, ana).getAvatar()).isEqualTo(photo);
    assertThat(summary(ana)).isEqualTo(photo.toBuilder().clearAltText().build());
    assertThat(media.claims().getLast().getAccountId()).isEqualTo(id(ana));
  }

  @Test
  void itCanBeReplacedAndRemovedAndEachChangeIsNewsOnce() {
    Account ana = client.register().getAccount();
    Media first = photo(ana, 1);
    Media second = photo(ana, 2);
    int before = news(ana);

    set(ana, first);
    set(ana, first);
    assertThat(news(ana)).isEqualTo(before + 1);
    assertThat(set(ana, second).getAvatar()).isEqualTo(second);
    assertThat(set(ana, first).getAvatar()).isEqualTo(first);
    assertThat(news(ana)).isEqualTo(before + 3);

    assertThat(remove(ana).hasAvatar()).isFalse();
    assertThat(remove(ana)).isEqualTo(me(ana));
    assertThat(news(ana)).isEqualTo(before + 4);
    assertThat(seen(0, ana).hasAvatar()).isFalse();
    assertThat(summary(ana)).isEqualTo(Media.getDefaultInstance());
  }

  @Test
  void aRefusalOfMediaServiceIsPassedOnAndChangesNothing() {
    Account ana = client.register().getAccount();
    Media photo = photo(ana, 1);
    set(ana, photo);

    Refusal refusal = Refusal.of(() -> set(ana, "9_9"));

    assertThat(refusal.code() + " " + refusal.reason())
        .isEqualTo("FAILED_PRECONDITION MEDIA_ALREADY_USED");
    assertThat(me(ana).getAvatar()).isEqualTo(photo);
    assertThat(Refusal.of(() -> set(ana, "no id")).fields()).containsExactly("media_id");
    var request = SetAvatarRequest.newBuilder().setMediaId(photo.getId()).build();
    assertThat(Refusal.of(() -> client.accounts.setAvatar(request)).reason())
        .isEqualTo("TOKEN_MISSING");
    var none = RemoveAvatarRequest.getDefaultInstance();
    assertThat(Refusal.of(() -> client.accounts.removeAvatar(none)).reason())
        .isEqualTo("TOKEN_MISSING");
  }

  @Test
  void whatAProfileChangesLeavesTheAvatarAndTheOtherWayRound() {
    Account ana = client.register().getAccount();
    Media photo = photo(ana, 1);
    set(ana, photo);

    var update = UpdateProfileRequest.newBuilder().setFullName("Ana").setPrivate(true).build();
    Account changed = client.accountsAs(id(ana)).updateProfile(update).getMe().getAccount();

    assertThat(changed.getAvatar()).isEqualTo(photo);
    assertThat(remove(ana)).isEqualTo(changed.toBuilder().clearAvatar().build());
  }

  private static Media photo(Account owner, int number) {
    String id = number + "_" + owner.getId();
    Rendition rendition =
        Rendition.newBuilder().setName("w320").setUrl("/v1/media/" + id).setWidth(320).build();
    return media.add(
        Media.newBuilder()
            .setId(id)
            .setKind(Media.Kind.PHOTO)
            .setAltText("\ud83d\ude00".repeat(1_000))
            .addRenditions(rendition)
            .build());
  }

  private static Account set(Account account, Media photo) {
    return set(account, photo.getId());
  }

  private static Account set(Account account, String mediaId) {
    var request = SetAvatarRequest.newBuilder().setMediaId(mediaId).build();
    return client.accountsAs(id(account)).setAvatar(request).getMe().getAccount();
  }

  private static Account remove(Account account) {
    return client
        .accountsAs(id(account))
        .removeAvatar(RemoveAvatarRequest.getDefaultInstance())
        .getMe()
        .getAccount();
  }

  private static Account me(Account account) {
    return client
        .accountsAs(id(account))
        .getMe(GetMeRequest.getDefaultInstance())
        .getMe()
        .getAccount();
  }

  private static Account seen(long viewer, Account account) {
    var request = GetAccountRequest.newBuilder().setAccountId(account.getId()).build();
    return (viewer == 0 ? client.accounts : client.accountsAs(viewer))
        .getAccount(request)
        .getAccount();
  }

  private static Media summary(Account account) {
    var stub =
        tintype.asService(AccountServiceGrpc.newBlockingStub(tintype.channel("account")), "graph");
    var request = BatchGetAccountFactsRequest.newBuilder().addAccountIds(id(account)).build();
    return stub.batchGetAccountFacts(request).getFacts(0).getSummary().getAvatar();
  }

  private static long id(Account account) {
    return Long.parseLong(account.getId());
  }

  private static int news(Account account) {
    return database
        .database(Keyspace.ACCOUNT)
        .read(
            h ->
                h.createQuery("SELECT id FROM outbox WHERE user_id = ? AND kind = 'AccountChanged'")
                    .bind(0, id(account))
                    .mapTo(Long.class)
                    .list())
        .size();
  }
}
