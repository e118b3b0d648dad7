package tintype.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A test, or a class of them, of what only {@link VitessCluster} has; elsewhere it is skipped. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("vitess")
@EnabledIfSystemProperty(
    named = "tintype.test.database",
    matches = "vtgate|vitess-jdbc",
    disabledReason = "there is no Vitess cluster: mvn verify -Pvitess brings one")
public @interface OnVitess {}
