/** Who calls: the keys and tokens of people and of services, and which of them have ended. */
@NullMarked
package tintype.platform.auth;

import org.jspecify.annotations.NullMarked;
