package dev.avitstreams.ops.stack;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The embedded registry's own routes behind TLS, a client certificate, a password or a token. */
public final class GuardedRegistry implements AutoCloseable {
    private final HttpsServer server;
    private final RegistryStore store;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    /**
     * @param clientCertificate whether one is asked for
     * @param authorization the only header that is let in; empty for all
     */
    public GuardedRegistry(Path folder, SSLContext tls, boolean clientCertificate, Optional<String> authorization)
            throws IOException {
        this.store = RegistryStore.open(folder.resolve("journal.jsonl"));
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = tls.getDefaultSSLParameters();
                wanted.setNeedClientAuth(clientCertificate);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", new RegistryRoutes(store)).setAuthenticator(new Authenticator() {
            @Override
            public Result authenticate(HttpExchange exchange) {
                String shown = exchange.getRequestHeaders().getFirst("Authorization");
                return authorization.isEmpty() || authorization.get().equals(shown)
                        ? new Success(new HttpPrincipal("client", "registry"))
                        : new Failure(401);
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        store.close();
    }
}
