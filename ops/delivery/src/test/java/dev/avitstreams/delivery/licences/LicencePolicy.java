package dev.avitstreams.delivery.licences;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code ops/security/licences.yaml}.
 *
 * @param allowed SPDX names
 * @param exceptions name of a licence by library, {@code group:name}
 */
record LicencePolicy(Set<String> allowed, Map<String, String> exceptions) {
    static LicencePolicy of(JsonNode file) {
        Set<String> allowed = new TreeSet<>();
        file.get("allowed").forEach(name -> allowed.add(name.asText()));
        Map<String, String> exceptions = new TreeMap<>();
        file.get("exceptions").properties().forEach(entry -> {
            if (entry.getValue().path("reason").asText().isBlank()) {
                throw new IllegalArgumentException("The exception for " + entry.getKey() + " gives no reason");
            }
            exceptions.put(entry.getKey(), entry.getValue().get("licence").asText());
        });
        return new LicencePolicy(allowed, exceptions);
    }

    /** Libraries of a CycloneDX bill of materials that may not be shipped, and exceptions that nothing needs. */
    List<String> objections(JsonNode bill) {
        List<String> objections = new ArrayList<>();
        Set<String> unused = new TreeSet<>(exceptions.keySet());
        for (JsonNode component : bill.get("components")) {
            String library = component.path("group").asText() + ":"
                    + component.get("name").asText();
            Set<String> offered = offered(component);
            if (offered.stream().anyMatch(allowed::contains)) {
                continue;
            }
            String excepted = exceptions.get(library);
            if (excepted != null && offered.contains(excepted)) {
                unused.remove(library);
            } else {
                objections.add(library + " is under " + (offered.isEmpty() ? "no licence that it names" : offered));
            }
        }
        unused.forEach(library -> objections.add("the exception for " + library + " is needed no more"));
        return objections;
    }

    private static Set<String> offered(JsonNode component) {
        Set<String> names = new TreeSet<>();
        for (JsonNode entry : component.path("licenses")) {
            JsonNode licence = entry.path("license");
            names.add(licence.path("id")
                    .asText(licence.path("name").asText(entry.path("expression").asText())));
        }
        return names;
    }
}
