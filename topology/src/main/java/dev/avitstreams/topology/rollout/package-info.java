/**
 * Changing the model of a running instance: a watcher follows the announcements, and for each role a roll-out loads what
 * was announced, tries it, and lets it take over.
 *
 * <pre>
 *  models topic ──▶ ModelWatcher ──announced──▶ ModelRollOut ──prepare──▶ ModelSeat ──▶ Candidate ──takeOver──▶ serves
 *                                                    │ refused, superseded
 *                                                    └──▶ what was there goes on
 * </pre>
 *
 * <p>Nothing here is called by a stream thread, and nothing here can fail one. The watcher and each roll-out have one
 * thread of their own, and each loading one more, which is left behind if it never comes back.
 */
@NullMarked
package dev.avitstreams.topology.rollout;

import org.jspecify.annotations.NullMarked;
