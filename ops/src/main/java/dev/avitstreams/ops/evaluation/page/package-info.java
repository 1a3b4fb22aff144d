/** The report as one page of HTML: charts drawn as SVG, pictures inside it, nothing fetched from anywhere. */
@NullMarked
package dev.avitstreams.ops.evaluation.page;

import org.jspecify.annotations.NullMarked;
