/** {@code tintype.account.v1}: accounts, sessions and the names they go by. */
@NullMarked
package tintype.account;

import org.jspecify.annotations.NullMarked;
