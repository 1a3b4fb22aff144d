/** What goes wrong with TLS, to brokers and registries alike. */
@NullMarked
package dev.avitstreams.schemas.tls;

import org.jspecify.annotations.NullMarked;
