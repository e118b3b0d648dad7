/**
 * Databases: pools, transactions and their failures, migrations, the outbox, the embedded server.
 */
package tintype.platform.sql;
