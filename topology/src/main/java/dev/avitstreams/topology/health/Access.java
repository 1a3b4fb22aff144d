package dev.avitstreams.topology.health;

import com.sun.net.httpserver.Headers;
import dev.avitstreams.topology.config.HttpAuth;
import dev.avitstreams.topology.config.HttpSection;

/** Who may read what. */
sealed interface Access {

    /** Whoever shows the token; without it only whether all is well. */
    record ByToken(HttpToken token) implements Access {}

    /** Whoever is on this machine. */
    record OnThisMachine() implements Access {}

    /** Anybody: something else keeps strangers out. */
    record Open() implements Access {}

    /** How much of a request is answered. */
    enum Extent {
        ALL,
        STATUS,
        NOTHING
    }

    static Access of(HttpSection http) {
        if (http.auth() == HttpAuth.NONE) {
            return new Open();
        }
        return http.token()
                .<Access>map(secret -> new ByToken(new HttpToken(secret)))
                .orElseGet(OnThisMachine::new);
    }

    default Extent extent(Headers request) {
        if (this instanceof ByToken by) {
            return by.token.isBearerOf(request) ? Extent.ALL : Extent.STATUS;
        }
        return this instanceof Open || ThisMachine.isMeantBy(request) ? Extent.ALL : Extent.NOTHING;
    }
}
