package dev.avitstreams.ops.security;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;

/** A token endpoint (OAuth client credentials, RFC 6749 §4.4) and the keys to check its tokens with (RFC 7517). */
final class TokenIssuer implements AutoCloseable {
    static final String AUDIENCE = "kafka";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final KeyPair keys;
    private final String expectedAuthorization;
    private final Consumer<String> onIssue;

    private TokenIssuer(HttpServer server, KeyPair keys, String expectedAuthorization, Consumer<String> onIssue) {
        this.server = server;
        this.keys = keys;
        this.expectedAuthorization = expectedAuthorization;
        this.onIssue = onIssue;
    }

    /** @param onIssue told every token before anybody else: secrets too */
    static TokenIssuer start(String clientId, String clientSecret, Consumer<String> onIssue)
            throws IOException, GeneralSecurityException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String credentials = clientId + ":" + clientSecret;
        TokenIssuer issuer = new TokenIssuer(
                server,
                KeyPairGenerator.getInstance("RSA").generateKeyPair(),
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                onIssue);
        server.createContext("/token", issuer::token);
        server.createContext("/keys", issuer::keys);
        server.start();
        return issuer;
    }

    String tokenUrl() {
        return url("/token");
    }

    String keysUrl() {
        return url("/keys");
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void token(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (!expectedAuthorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        String token = signed("avit");
        onIssue.accept(token);
        answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\",\"expires_in\":3600}");
    }

    private void keys(HttpExchange exchange) throws IOException {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        answer(
                exchange,
                200,
                "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"k\",\"n\":\""
                        + unsigned(key.getModulus()) + "\",\"e\":\"" + unsigned(key.getPublicExponent()) + "\"}]}");
    }

    private String signed(String subject) {
        long now = Instant.now().getEpochSecond();
        String text = part("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k\"}")
                + "."
                + part("{\"sub\":\"" + subject + "\",\"aud\":\"" + AUDIENCE + "\",\"iat\":" + now + ",\"exp\":"
                        + (now + 3600) + "}");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA256withRSA", e);
        }
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
