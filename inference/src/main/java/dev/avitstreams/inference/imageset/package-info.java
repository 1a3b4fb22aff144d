/** Images that lie in tars and folders, with the classes their folders name. */
@NullMarked
package dev.avitstreams.inference.imageset;

import org.jspecify.annotations.NullMarked;
