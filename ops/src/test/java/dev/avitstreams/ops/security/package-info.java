/** Security tried for real: certificates, passwords and tokens, right ones and wrong ones, and no secret in sight. */
@NullMarked
package dev.avitstreams.ops.security;

import org.jspecify.annotations.NullMarked;
