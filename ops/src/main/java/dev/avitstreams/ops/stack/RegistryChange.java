package dev.avitstreams.ops.stack;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** One change of the registry, a line of its journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RegistryChange.Registered.class, name = "registered"),
    @JsonSubTypes.Type(value = RegistryChange.Configured.class, name = "configured")
})
sealed interface RegistryChange {

    /** @param request as it came, references included */
    record Registered(String subject, int id, JsonNode request) implements RegistryChange {}

    /** @param subject null for the default of all subjects */
    record Configured(@Nullable String subject, String level) implements RegistryChange {}
}
