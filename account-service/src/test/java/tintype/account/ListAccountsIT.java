package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.ListAccountsRequest;
import tintype.account.v1.ListAccountsResponse;
import tintype.account.v1.StaffAccount;
import tintype.account.v1.StaffAccount.Role;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class ListAccountsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static AccountClient client;
  private static StaffClient staff;
  private static long moderator;

  @BeforeAll
  static void start() {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
    staff = new StaffClient(tintype, client);
    moderator = staff.register(Role.MODERATOR);
  }

  @Test
  void namesThatBeginSoComeInOrderOnPagesOfAnySize() {
    List<String> names = register("li.b", "li.a", "li.a1", "li.a_1", "li.ab");
    register("lia", "li_a", "lib");

    List<String> expected = names.stream().sorted().toList();

    for (int size : new int[] {1, 2, 4, 5, 6, 0, 100}) {
      assertThat(all("username = \"li.*\"", size)).isEqualTo(expected);
    }
    assertThat(all("username = \"li.a\"", 1)).containsExactly("li.a");
    assertThat(all("username=LI.A*", 3)).containsExactly("li.a", "li.a1", "li.a_1", "li.ab");
    assertThat(all("username = \"li.nobody*\"", 3)).isEmpty();
  }

  @Test
  void oneStateAlone() {
    register("st.a", "st.b", "st.c");
    suspend("st.b");

    assertThat(all("username = st.* AND state = SUSPENDED", 1)).containsExactly("st.b");
    assertThat(all("state = ACTIVE AND username = st.*", 1)).containsExactly("st.a", "st.c");
    assertThat(all("username = st.*", 1)).containsExactly("st.a", "st.b", "st.c");
    StaffAccount suspended = page("username = st.b", 1, "").getAccounts(0);
    assertThat(suspended.getState()).isEqualTo(StaffAccount.State.SUSPENDED);
    assertThat(suspended.getSuspension().getReason()).isEqualTo("spam");
  }

  @Test
  void whatComesAndGoesBetweenPagesNeitherSkipsNorRepeats() {
    for (int size = 1; size <= 4; size++) {
      String prefix = "ch" + size + ".";
      register(prefix + "b", prefix + "d", prefix + "f", prefix + "h");
      String filter = "state = ACTIVE AND username = " + prefix + "*";
      ListAccountsResponse first = page(filter, size, "");
      List<String> seen = new ArrayList<>(names(first));
      String boundary = seen.getLast();
      // The one at the boundary goes; one comes right before it, and one right behind.
      suspend(boundary);
      register(prefix + (char) (boundary.charAt(4) - 1), prefix + (char) (boundary.charAt(4) + 1));

      if (!first.getNextPageToken().isEmpty()) {
        seen.addAll(rest(filter, size, first.getNextPageToken()));
        assertThat(seen)
            .as("size %s", size)
            .containsOnlyOnce(prefix + "b", prefix + "d", prefix + "f", prefix + "h")
            .contains(prefix + (char) (boundary.charAt(4) + 1))
            .doesNotHaveDuplicates()
            .isSorted();
      }
    }
  }

  @Test
  void whatIsNoFilterIsRefused() {
    for (String filter :
        List.of(
            "nonsense",
            "username",
            "username = ",
            "username = \"\"",
            "username = \"a b\"",
            "username = a*b",
            "username = a AND username = b",
            "state = GONE",
            "state = STATE_UNSPECIFIED",
            "state = ACTIVE AND state = SUSPENDED",
            "state = ACTIVE AND",
            "state = ACTIVE OR username = a")) {
      Refusal refusal = Refusal.of(() -> page(filter, 1, ""));
      assertThat(refusal.reason()).as(filter).isEqualTo("INVALID_FIELD");
      assertThat(refusal.fields()).as(filter).containsExactly("filter");
    }
  }

  @Test
  void aTokenIsOfItsFilterAndItsReader() {
    register("to.a", "to.b");
    String token = page("username = to.*", 1, "").getNextPageToken();
    long other = staff.register(Role.MODERATOR);

    assertThat(Refusal.of(() -> page("username = t*", 1, token)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
    var request =
        ListAccountsRequest.newBuilder().setFilter("username = to.*").setPageToken(token).build();
    assertThat(Refusal.of(() -> staff.as(other).listAccounts(request)).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
    assertThat(names(page("username = to.*", 1, token))).containsExactly("to.b");
  }

  @Test
  void theLongestNameGoesOn() {
    String longest = "x".repeat(29);
    register(longest + "a", longest + "b");

    assertThat(all("username = xx*", 1)).containsExactly(longest + "a", longest + "b");
  }

  private static List<String> register(String... names) {
    for (String name : names) {
      client.register(name);
    }
    return List.of(names);
  }

  private static void suspend(String username) {
    String id = page("username = " + username, 1, "").getAccounts(0).getAccount().getId();
    staff.suspend(moderator, Long.parseLong(id), "spam");
  }

  private static List<String> all(String filter, int size) {
    ListAccountsResponse first = page(filter, size, "");
    List<String> names = new ArrayList<>(names(first));
    if (!first.getNextPageToken().isEmpty()) {
      names.addAll(rest(filter, size, first.getNextPageToken()));
    }
    return names;
  }

  private static List<String> rest(String filter, int size, String token) {
    List<String> names = new ArrayList<>();
    String next = token;
    while (!next.isEmpty()) {
      ListAccountsResponse page = page(filter, size, next);
      assertThat(page.getAccountsCount()).isPositive();
      names.addAll(names(page));
      next = page.getNextPageToken();
    }
    return names;
  }

  private static List<String> names(ListAccountsResponse page) {
    return page.getAccountsList().stream().map(row -> row.getAccount().getUsername()).toList();
  }

  private static ListAccountsResponse page(String filter, int size, String token) {
    return staff
        .as(moderator)
        .listAccounts(
            ListAccountsRequest.newBuilder()
                .setFilter(filter)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }
}
