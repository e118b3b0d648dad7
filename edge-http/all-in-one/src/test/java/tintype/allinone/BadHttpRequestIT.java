package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetMeRequest;

/** Requests that are wrong in themselves: refused with a reason, and nothing is stored. */
class BadHttpRequestIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final String JSON = "400 INVALID_ARGUMENT MALFORMED_JSON";
  private static final String FIELD = "400 INVALID_ARGUMENT INVALID_FIELD";

  private static Person ana;
  private Footprint before;

  @BeforeAll
  static void register() {
    ana = Person.register(SYSTEM.http());
  }

  @BeforeEach
  void remember() {
    before = SYSTEM.footprint();
  }

  @AfterEach
  void nothingWasStoredAndTheServerGoesOn() {
    assertThat(SYSTEM.footprint()).isEqualTo(before);
    assertThat(ana.call(AccountServiceGrpc.getGetMeMethod(), GetMeRequest.getDefaultInstance()))
        .isNotNull();
  }

  static Stream<Arguments> bodies() {
    String good =
        "\"username\": \"some_name\", \"password\": \"long enough\", \"email\": \"a@b.example\"";
    return Stream.of(
        argumentSet("cut off", "{" + good, JSON),
        argumentSet("no JSON", "username=some_name", JSON),
        argumentSet("a list", "[]", JSON),
        argumentSet("a text", "\"some_name\"", JSON),
        argumentSet("a second value", "{" + good + "} {}", JSON),
        argumentSet("a comment", "{" + good + "} // done", JSON),
        argumentSet("a name twice", "{" + good + ", \"username\": \"other\"}", JSON),
        argumentSet("an unknown field", "{" + good + ", \"admin\": true}", JSON),
        argumentSet("an object for a text", "{" + good + ", \"fullName\": {}}", JSON),
        argumentSet("a list for a text", "{" + good + ", \"fullName\": [\"Ana\"]}", JSON),
        argumentSet("half a surrogate pair", "{" + good + ", \"fullName\": \"\\ud83d\"}", JSON),
        argumentSet("nested too deep", "[".repeat(10_000), JSON),
        argumentSet("two contacts", "{" + good + ", \"phone\": \"+4512345678\"}", JSON),
        argumentSet("nothing", "", FIELD),
        argumentSet("an empty object", "{}", FIELD),
        argumentSet(
            "no contact", "{\"username\": \"some_name\", \"password\": \"long enough\"}", FIELD),
        argumentSet("a request id that is none", "{" + good + ", \"requestId\": \"1\"}", FIELD),
        argumentSet(
            "a birthday that is no day", "{" + good + ", \"birthday\": \"2000-02-30\"}", FIELD),
        argumentSet("a control character", "{" + good + ", \"fullName\": \"A\\u0000na\"}", FIELD));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBadBodyIsRefused(String body, String expected) {
    assertThat(outcome(SYSTEM.http().sendJson("POST", "/v1/accounts", "", body)))
        .isEqualTo(expected);
  }

  static Stream<Arguments> queries() {
    return Stream.of(
        argumentSet("a number below the range", "/v1/feed?pageSize=-1"),
        argumentSet("a number above 32 bits", "/v1/feed?pageSize=2147483648"),
        argumentSet("a number above 64 bits", "/v1/feed?pageSize=99999999999999999999"),
        argumentSet("a fraction", "/v1/feed?pageSize=1.5"),
        argumentSet("no number", "/v1/feed?pageSize=many"),
        argumentSet("no value", "/v1/feed?pageSize="),
        argumentSet("a single field twice", "/v1/feed?pageSize=1&pageSize=2"),
        argumentSet("an unknown order", "/v1/feed?order=BEST"),
        argumentSet("an order's number that is none", "/v1/feed?order=7"),
        argumentSet("an unknown parameter", "/v1/feed?colour=blue"),
        argumentSet("a batch of nobody", "/v1/accounts:batchGet"),
        argumentSet("a batch of too many", "/v1/accounts:batchGet?" + "accountIds=1&".repeat(101)),
        argumentSet("an id with a sign", "/v1/accounts/-1"),
        argumentSet("an id of letters", "/v1/accounts/ana"),
        argumentSet("an id above 64 bits", "/v1/accounts/9999999999999999999"),
        argumentSet("half a post's id", "/v1/posts/12"),
        argumentSet("a leading zero", "/v1/posts/012_7"));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void aBadParameterIsRefused(String target) {
    assertThat(outcome(SYSTEM.http().send("GET", target, ana.token(), new byte[0], "")))
        .isEqualTo(FIELD);
  }

  @Test
  void eachBadFieldIsNamedByItsPath() {
    String body = "{\"username\": \"A!\", \"password\": \"short\", \"email\": \"nowhere\"}";

    Refused refused = HttpCalls.refusal(SYSTEM.http().sendJson("POST", "/v1/accounts", "", body));

    assertThat(refused.fields()).contains("username", "password", "email");
    assertThat(refused.domain()).isEqualTo("account.tintype");
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] body = "{\"username\": \"caf\u00e9_name\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(outcome(SYSTEM.http().send("POST", "/v1/accounts", "", body, "application/json")))
        .isEqualTo(JSON);
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() {
    byte[] body = "username=ana".getBytes(StandardCharsets.UTF_8);
    var answer =
        SYSTEM.http().send("POST", "/v1/accounts", "", body, "application/x-www-form-urlencoded");

    assertThat(outcome(answer)).isEqualTo("415 INVALID_ARGUMENT CONTENT_TYPE_NOT_TAKEN");
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    String body = "{\"fullName\": \"" + "a".repeat(1 << 20) + "\"}";

    assertThat(outcome(SYSTEM.http().sendJson("POST", "/v1/accounts", "", body)))
        .isEqualTo("413 RESOURCE_EXHAUSTED BODY_TOO_LARGE");
  }

  @Test
  void aTargetOverTheLimitIsRefused() {
    String target = "/v1/feed?pageToken=" + "a".repeat(17 << 10);

    assertThat(outcome(SYSTEM.http().send("GET", target, ana.token(), new byte[0], "")))
        .isEqualTo("414 INVALID_ARGUMENT URI_TOO_LONG");
  }

  @Test
  void headersOverTheLimitAreRefused() {
    assertThat(outcome(SYSTEM.http().send("GET", "/v1/me", "a".repeat(9 << 10), new byte[0], "")))
        .isEqualTo("431 INVALID_ARGUMENT HEADERS_TOO_LARGE");
  }

  @Test
  void unknownPathsAndMethodsAreToldApart() {
    HttpResponse<byte[]> method =
        SYSTEM.http().send("DELETE", "/v1/me", ana.token(), new byte[0], "");

    assertThat(outcome(SYSTEM.http().send("GET", "/v1/nothing", "", new byte[0], "")))
        .isEqualTo("404 NOT_FOUND ROUTE_NOT_FOUND");
    assertThat(outcome(method)).isEqualTo("405 UNIMPLEMENTED METHOD_NOT_ALLOWED");
    assertThat(method.headers().firstValue("allow")).hasValue("GET, HEAD, PATCH");
  }

  private static String outcome(HttpResponse<byte[]> answer) {
    return answer.statusCode() + " " + HttpCalls.refusal(answer).codeAndReason();
  }
}
