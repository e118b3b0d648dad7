package tintype.testkit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Skips what needs a database that this machine does not have, and says so once. */
final class DatabaseIsThere implements ExecutionCondition {
  private static final Logger log = LoggerFactory.getLogger(DatabaseIsThere.class);
  private static boolean told;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> missing = TestServer.Kind.chosen().missing();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("the database is there");
    }
    tell(missing.get());
    return ConditionEvaluationResult.disabled(missing.get());
  }

  private static synchronized void tell(String reason) {
    if (!told) {
      told = true;
      log.warn("The suites do not run on MySQL: {}", reason);
    }
  }
}
