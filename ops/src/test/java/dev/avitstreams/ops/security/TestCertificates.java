package dev.avitstreams.ops.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Made by the running JDK's own keytool: an authority, a server of {@code 127.0.0.1} and a client that it vouches for,
 * and an authority that nobody knows.
 */
final class TestCertificates {
    private final Path folder;
    private final String password;

    private TestCertificates(Path folder, String password) {
        this.folder = folder;
        this.password = password;
    }

    /** @param password of every store and key */
    static TestCertificates make(Path folder, String password) throws Exception {
        TestCertificates made = new TestCertificates(Files.createDirectories(folder), password);
        made.keytool("ca", "-ext", "bc:c");
        made.keytool("server", "-signer", "ca", "-ext", "san=ip:127.0.0.1");
        made.keytool("client", "-signer", "ca");
        made.keytool("stranger", "-ext", "bc:c");
        made.split();
        return made;
    }

    String password() {
        return password;
    }

    Path server() {
        return folder.resolve("server.p12");
    }

    Path client() {
        return folder.resolve("client.p12");
    }

    /** Signed by nobody that a server trusts. */
    Path strangersClient() {
        return folder.resolve("stranger.p12");
    }

    Path trust() {
        return folder.resolve("trust.p12");
    }

    Path trustPem() {
        return folder.resolve("trust.pem");
    }

    /** Trusts others than the server's. */
    Path strangersTrust() {
        return folder.resolve("stranger-trust.p12");
    }

    Path strangersTrustPem() {
        return folder.resolve("stranger-trust.pem");
    }

    SSLContext serverContext() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(server().toFile(), password.toCharArray()), password.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(KeyStore.getInstance(trust().toFile(), password.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private Path all() {
        return folder.resolve("all.p12");
    }

    private void keytool(String name, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-keystore",
                all().toString(),
                "-storepass:file",
                Files.writeString(folder.resolve("password"), password).toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
    }

    /** One store for each party, as each would have it. */
    private void split() throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(all().toFile(), password.toCharArray());
        for (String party : List.of("server", "client", "stranger")) {
            PrivateKey key = (PrivateKey) all.getKey(party, password.toCharArray());
            KeyStore own = empty();
            own.setKeyEntry(party, key, password.toCharArray(), all.getCertificateChain(party));
            store(own, folder.resolve(party + ".p12"));
        }
        trusting(all.getCertificate("ca"), trust(), trustPem());
        trusting(all.getCertificate("stranger"), strangersTrust(), strangersTrustPem());
    }

    private void trusting(Certificate authority, Path file, Path pem) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry("authority", authority);
        store(store, file);
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(authority.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private void store(KeyStore store, Path file) throws GeneralSecurityException, IOException {
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }
}
