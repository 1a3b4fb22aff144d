/** What every command shares: exit codes, sentences for failures, progress lines, JSON reports, logging. */
@NullMarked
package dev.avitstreams.ops.console;

import org.jspecify.annotations.NullMarked;
