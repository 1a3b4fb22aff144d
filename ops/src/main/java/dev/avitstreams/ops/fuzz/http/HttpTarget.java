package dev.avitstreams.ops.fuzz.http;

import dev.avitstreams.ops.fuzz.FuzzTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sends bytes to a server, which has to answer or to hang up, in time, and without an error of its own; and then to answer
 * a proper request. The first byte of an input chooses the server, the second how many connections are left half open
 * meanwhile.
 */
public final class HttpTarget implements FuzzTarget {
    private static final int PATIENCE_MILLIS = 15_000;
    /** Fewer than the smallest server has threads. */
    private static final int MOST_DAWDLERS = 2;

    private static final byte[] HALF = "GET / HTTP/1.1\r\nHost: local".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROPER =
            "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Servers servers = new Servers();
    private final List<Integer> ports = servers.ports();

    @Override
    public byte[] input(SplittableRandom random) {
        return Requests.next(ports.size(), MOST_DAWDLERS, random);
    }

    @Override
    public String read(byte[] input) throws IOException {
        int port = ports.get(Math.floorMod(input[0], ports.size()));
        List<Socket> dawdlers = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(input[1], MOST_DAWDLERS); i++) {
                Socket dawdler = connected(port);
                dawdlers.add(dawdler);
                dawdler.getOutputStream().write(HALF);
            }
            String status = status(port, Arrays.copyOfRange(input, 2, input.length));
            if (status.equals("500")) {
                throw new IllegalStateException("The server failed: " + status);
            }
            String next = status(port, PROPER);
            if (!next.matches("[234]\\d\\d|503")) {
                throw new IllegalStateException("The next request was answered: " + next);
            }
            return status;
        } finally {
            for (Socket dawdler : dawdlers) {
                dawdler.close();
            }
        }
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Three digits; {@code closed} where the server hung up. */
    private static String status(int port, byte[] request) throws IOException {
        try (Socket socket = connected(port)) {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            byte[] head = socket.getInputStream().readNBytes(12); // HTTP/1.1 200
            return head.length < 12 ? "closed" : new String(head, 9, 3, StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException e) {
            throw new IllegalStateException("No answer in " + PATIENCE_MILLIS + " ms", e);
        } catch (SocketException e) {
            return "closed";
        }
    }

    @Override
    public void close() {
        servers.close();
    }
}
