/** Whether the documents say what the program does. */
@org.jspecify.annotations.NullMarked
package dev.avitstreams.ops.documents;
