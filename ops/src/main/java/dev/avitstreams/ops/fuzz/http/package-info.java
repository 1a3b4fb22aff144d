/** HTTP requests that are broken on purpose, to the program's three small servers. */
@NullMarked
package dev.avitstreams.ops.fuzz.http;

import org.jspecify.annotations.NullMarked;
