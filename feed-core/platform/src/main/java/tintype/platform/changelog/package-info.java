/**
 * The databases' own logs as a source of news: rows of each keyspace's outbox in commit order, and
 * what consumers need to go on where they were.
 */
package tintype.platform.changelog;
