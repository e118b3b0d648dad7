/** Who may see whom and what: one rule, and the facts that it needs. */
@NullMarked
package tintype.platform.visibility;

import org.jspecify.annotations.NullMarked;
