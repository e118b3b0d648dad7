/**
 * Who is hidden from all others, as keyspace account's log tells, in a table of the service that
 * asks; and a walk that tells what follows from it, some rows at a time.
 */
@NullMarked
package tintype.platform.hidden;

import org.jspecify.annotations.NullMarked;
