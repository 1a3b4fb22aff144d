package dev.avitstreams.topology.health;

import com.sun.net.httpserver.Headers;
import dev.avitstreams.topology.config.HttpSection;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What belongs to this machine only. */
public final class ThisMachine {
    private ThisMachine() {}

    /** True for addresses that only this machine reaches. */
    public static boolean isOnlyReachableAt(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Whether a request was made to this machine by its own name. One that was not comes from a page of a foreign web
     * site whose name leads here, in a browser that runs here (DNS rebinding).
     */
    public static boolean isMeantBy(Headers request) {
        String host = request.getFirst("Host");
        return host != null && HttpSection.isThisMachine(host.replaceFirst(":\\d+$", ""));
    }
}
