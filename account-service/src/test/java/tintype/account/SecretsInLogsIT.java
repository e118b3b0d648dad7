package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.AccountClient.PASSWORD;
import static tintype.account.AccountClient.freshName;
import static tintype.account.AccountClient.registerRequest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import tintype.account.v1.RegisterResponse;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.OnPlainServers;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/**
 * What is written when things go right and when they go wrong: nothing that is somebody's secret.
 */
@OnEveryDatabase
class SecretsInLogsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static final Logger tintypeLog = (Logger) LoggerFactory.getLogger("tintype");
  private static AccountClient client;

  private final ListAppender<ILoggingEvent> written = new ListAppender<>();

  @BeforeAll
  static void start() {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
  }

  @BeforeEach
  void listen() {
    tintypeLog.setLevel(Level.DEBUG);
    tintypeLog.setAdditive(false);
    tintypeLog.addAppender(written);
    written.start();
  }

  @AfterEach
  void stopListening() {
    tintypeLog.detachAppender(written);
    tintypeLog.setAdditive(true);
    tintypeLog.setLevel(null);
  }

  @Test
  void nothingSecretIsLogged() {
    RegisterResponse ana = client.register();
    client.logIn(ana.getAccount().getUsername(), PASSWORD);
    Refusal.of(() -> client.logIn(ana.getAccount().getUsername(), "wrong password"));
    client.refresh(ana.getTokens().getRefreshToken());
    Refusal.of(() -> client.refresh(ana.getTokens().getRefreshToken()));

    assertThat(text())
        .isNotEmpty()
        .doesNotContain(
            PASSWORD,
            "wrong password",
            "ana@example.com",
            ana.getTokens().getAccessToken(),
            ana.getTokens().getRefreshToken());
  }

  /** What Vitess says of a failed statement is looked at where its words are. */
  @OnPlainServers
  @Test
  void nothingSecretIsLoggedWhenAStatementFails() {
    rename("account", "elsewhere");
    try {
      Refusal refusal =
          Refusal.of(() -> client.accounts.register(registerRequest(freshName()).build()));
      assertThat(refusal.reason()).isEqualTo("INTERNAL_ERROR");
    } finally {
      rename("elsewhere", "account");
    }

    assertThat(text())
        .contains("call failed")
        .containsPattern("doesn\\\\?'t exist")
        .doesNotContain(PASSWORD, "ana@example.com", "$argon2id$");
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(written.list)) {
      text.append(event.getFormattedMessage()).append(event.getKeyValuePairs()).append('\n');
      if (event.getThrowableProxy() != null) {
        text.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
      }
    }
    return text.toString();
  }

  private static void rename(String from, String to) {
    database
        .database(Keyspace.ACCOUNT)
        .execute(h -> h.execute("RENAME TABLE " + from + " TO " + to));
  }
}
