package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tintype.testkit.Pictures;

/** The page about the API as a person meets it, in a real browser. */
class ApiPageIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static Browser browser;

  @TempDir Path folder;
  private String origin;
  private BrowserPage page;

  @BeforeAll
  static void startBrowser() throws Exception {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no Chromium is installed (apt-get install chromium)");
    browser = Browser.start(program.get());
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openThePage() {
    origin = "http://127.0.0.1:" + SYSTEM.port("http-port") + "/";
    page = browser.open();
    page.go(origin, "document.querySelector('details.op')");
  }

  @Test
  void everyOperationIsListedAndNothingComesFromElsewhere() {
    int described =
        page.evaluate(
                """
                fetch('/openapi.json').then(r => r.json()).then(api =>
                  Object.values(api.paths).flatMap(path => Object.keys(path)).length)
                """)
            .getAsInt();

    assertThat(described).isGreaterThan(30);
    assertThat(page.evaluate("document.querySelectorAll('details.op').length").getAsInt())
        .isEqualTo(described);
    assertThat(page.requested()).isNotEmpty().allMatch(url -> url.startsWith(origin));
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void theFilterLeavesWhatHasAllWords() {
    type("#filter", "post like");
    String shown =
        page.text(
            """
            [...document.querySelectorAll('details.op')].filter(op => op.checkVisibility())
              .map(op => op.querySelector('summary').textContent).join('|')
            """);

    assertThat(shown).contains("/v1/posts/{post_id}:like").doesNotContain("/v1/feed");
    type("#filter", "");
    assertThat(
            page.evaluate("document.querySelector('details.op').checkVisibility()").getAsBoolean())
        .isTrue();
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void aPersonRegistersUploadsAndLooksAtHerself() throws Exception {
    String name = "page" + UUID.randomUUID().toString().substring(0, 8);
    String registered =
        send(
            "post /v1/accounts",
            """
            {"username": "%s", "password": "correct horse", "email": "%s@example.org"}
            """
                .formatted(name, name));
    assertThat(registered).startsWith("200");
    JsonObject answer =
        JsonParser.parseString(registered.substring(registered.indexOf('{'))).getAsJsonObject();
    assertThat(answer.getAsJsonObject("account").get("username").getAsString()).isEqualTo(name);

    type("#token", answer.getAsJsonObject("tokens").get("accessToken").getAsString());
    assertThat(send("get /v1/me", "")).startsWith("200").contains(name + "@example.org");

    Path photo = Files.write(folder.resolve("photo.jpg"), Pictures.jpeg(80, 60, 1));
    page.choose(operation("post /v1/media:upload") + ".querySelector('input[type=file]')", photo);
    assertThat(send("post /v1/media:upload", "")).startsWith("200").contains("\"width\": 80");

    assertThat(page.errors()).isEmpty();
    assertThat(page.requested()).allMatch(url -> url.startsWith(origin));
  }

  @Test
  void aRefusalIsShownAsItIs() {
    assertThat(send("get /v1/me", "")).startsWith("401").contains("TOKEN_MISSING");
  }

  @Test
  void thePolicyLetsNothingElseRunOrCall() {
    page.evaluate(
        """
        const script = document.createElement('script');
        script.textContent = 'window.foreign = true';
        document.body.append(script);
        """);

    assertThat(page.evaluate("window.foreign === undefined").getAsBoolean()).isTrue();
    assertThat(page.text("fetch('http://127.0.0.1:1/').then(r => 'called', e => 'refused')"))
        .isEqualTo("refused");
    assertThat(page.errors()).anyMatch(error -> error.contains("Content Security Policy"));
  }

  /** Opens an operation, fills its body where there is one, and sends it; what the page shows. */
  private String send(String operation, String body) {
    String node = operation(operation);
    page.evaluate(node + ".open = true");
    if (!body.isEmpty()) {
      String quoted = new com.google.gson.JsonPrimitive(body).toString();
      page.evaluate(node + ".querySelector('textarea').value = " + quoted);
    }
    page.evaluate(node + ".querySelector('button').click()");
    String result = "[..." + node + ".querySelectorAll('pre')].at(-1)";
    page.await("/^\\d{3} /.test(" + result + ".textContent)");
    return page.text(result + ".textContent");
  }

  /** The node of an operation by method and path. */
  private static String operation(String methodAndPath) {
    return "[...document.querySelectorAll('details.op')].find(op => op.querySelector('.method')"
        + ".textContent.toLowerCase() + ' ' + op.querySelector('.path').textContent === '"
        + methodAndPath
        + "')";
  }

  private void type(String input, String text) {
    page.evaluate(
        """
        (() => {
          const input = document.querySelector('%s');
          input.value = '%s';
          input.dispatchEvent(new Event('input'));
        })()
        """
            .formatted(input, text));
  }
}
