package tintype.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test, or a class of them, that runs on MariaDB and MySQL, and is about what Vitess does
 * in another way or its operator instead of this program.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("plain-servers")
@ExtendWith(DatabaseIsThere.class)
public @interface OnPlainServers {}
