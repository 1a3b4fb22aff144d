/**
 * Images that are broken on purpose, knowing how JPEG, PNG and WebP files are built: most of what is damaged without that
 * knowledge is turned away at the first checksum and tries nothing.
 */
@NullMarked
package dev.avitstreams.ops.fuzz.image;

import org.jspecify.annotations.NullMarked;
