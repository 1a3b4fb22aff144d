package dev.avitstreams.ops.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports of the loopback address. None is given out twice, even where its first taker has not bound it yet. Any thread
 * may ask.
 */
public final class Ports {
    private static final int LEAST_LASTING = 15_000;

    /** Linux gives connections 32768 and above. */
    private static final int LEAST_GIVEN = 32_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    static boolean isFree(int port) {
        try {
            bind(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** It is taken, by whoever asked for this very one, and given to no other. */
    static void claim(int port) {
        GIVEN.add(port);
    }

    /** A port that was free just now. */
    public static int anyFree() {
        try {
            int port;
            do {
                port = bind(0);
            } while (!GIVEN.add(port));
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A port that was free just now, for a server that will be away for a while and come back to it: none of those that
     * the system gives to connections.
     */
    public static int anyLasting() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LEAST_LASTING, LEAST_GIVEN);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the servers do: connections of last time may still linger
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        }
    }
}
