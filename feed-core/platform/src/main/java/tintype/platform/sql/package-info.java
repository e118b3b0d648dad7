/**
 * Databases: pools, transactions and their failures, migrations, the outbox, the embedded server.
 */
@NullMarked
package tintype.platform.sql;

import org.jspecify.annotations.NullMarked;
