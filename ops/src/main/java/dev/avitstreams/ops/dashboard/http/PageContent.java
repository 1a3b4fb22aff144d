package dev.avitstreams.ops.dashboard.http;

import java.util.Optional;

/** What there is to see. Asked from many threads at once. */
public interface PageContent {

    /** The event a new listener begins with. */
    byte[] everything();

    /**
     * Called twice a second by one thread.
     *
     * @param isWatched whether anybody listens
     * @return an event with what has changed since the last call, if anybody is to be told
     */
    Optional<byte[]> tick(boolean isWatched);

    /**
     * Answers a path that is no file of the page.
     *
     * @throws IllegalArgumentException with a sentence on what is wrong with the query
     */
    Optional<Answer> answer(String path, Query query);

    /** An event in the form that is sent. */
    static byte[] event(String name, String json) {
        return EventStream.message(name, json);
    }
}
