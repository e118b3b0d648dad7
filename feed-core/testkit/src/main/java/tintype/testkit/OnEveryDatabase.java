package tintype.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test class that goes through SQL and asks a {@link TestDatabase} for its databases: it
 * runs unchanged on MariaDB and MySQL, and with {@code -Pvitess} on Vitess, by both drivers where
 * the module's {@code vtgate.skip} leaves none out.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("every-database")
@ExtendWith(DatabaseIsThere.class)
public @interface OnEveryDatabase {}
