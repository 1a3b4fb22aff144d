package dev.avitstreams.topology.health;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Settings as a request brings them: a flat JSON object, or a form. */
final class ControlBody {
    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ControlBody() {}

    /** Of a Content-Type header, what stands before its parameters. */
    static String mediaType(String header) {
        return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /**
     * @param mediaType {@link #JSON} or {@link #FORM}
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Map<String, String> settings(String mediaType, String body) {
        return mediaType.equals(JSON) ? ofJson(body) : ofForm(body);
    }

    private static Map<String, String> ofJson(String body) {
        JsonNode object = tree(body);
        if (!object.isObject()) {
            throw new IllegalArgumentException(
                    "The body must be a JSON object of settings, such as {\"batch.max-size\": 16}.");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            if (!field.getValue().isTextual() && !field.getValue().isNumber()) {
                throw new IllegalArgumentException(field.getKey()
                        + " must have a text or a number; a setting has its whole path as the key, such as"
                        + " \"batch.max-size\".");
            }
            settings.put(field.getKey(), field.getValue().asText());
        });
        return settings;
    }

    private static JsonNode tree(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("The body is not JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static Map<String, String> ofForm(String body) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            if (pair.isBlank()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "The form has '" + pair + "', must have settings such as batch.max-size=16.");
            }
            String key = decoded(pair.substring(0, equals));
            if (settings.put(key, decoded(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException(key + " is given twice.");
            }
        }
        return settings;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.strip(), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("The form has '" + text + "', which is no form's encoding.", malformed);
        }
    }

    /** As JSON. */
    static String json(Map<String, String> settings) {
        return MAPPER.valueToTree(settings).toPrettyString() + "\n";
    }
}
