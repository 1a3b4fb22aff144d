package dev.avitstreams.ops.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Certificates and passwords as they would be mounted, right ones and wrong ones under names of their own. */
record SecretFiles(Path folder, TestCertificates certificates, Map<String, String> secrets) {

    static SecretFiles write(Path folder) throws Exception {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (String name : new String[] {
            "store-password", "kafka-password", "oauth-secret", "registry-password", "registry-token", "wrong-secret"
        }) {
            secrets.put(name, name.charAt(0) + UUID.randomUUID().toString());
            Files.writeString(Files.createDirectories(folder).resolve(name), secrets.get(name) + "\n");
        }
        TestCertificates certificates =
                TestCertificates.make(folder.resolve("made"), Objects.requireNonNull(secrets.get("store-password")));
        SecretFiles files = new SecretFiles(folder, certificates, secrets);
        files.mount(certificates.trustPem(), "ca.pem");
        files.mount(certificates.trust(), "trust.p12");
        files.mount(certificates.client(), "client.p12");
        files.mount(certificates.strangersTrustPem(), "other.pem");
        files.mount(certificates.strangersTrust(), "strangers-trust.p12");
        files.mount(certificates.strangersClient(), "strangers-client.p12");
        return files;
    }

    private void mount(Path file, String name) throws IOException {
        Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    String secret(String name) {
        return Objects.requireNonNull(secrets.get(name), name);
    }

    /** None of these may be seen anywhere. */
    Set<String> all() {
        return Set.copyOf(secrets.values());
    }

    /** A recipe of the manual with these files in it. */
    String in(String recipe) {
        return recipe.replace("/run/secrets/avit", folder.toString());
    }
}
