/** Between gRPC and handlers: what every call is held to, and how it fails. */
@NullMarked
package tintype.platform.rpc;

import org.jspecify.annotations.NullMarked;
