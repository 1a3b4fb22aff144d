package dev.avitstreams.delivery.chart;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields of a manifest that its kind does not have, and values of a wrong type. Fabric8's classes are made from the
 * definitions of Kubernetes and of the Prometheus operator, but take in unknown fields silently: hence the walk.
 */
final class KnownFields {
    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1/ConfigMap", ConfigMap.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/StatefulSet", StatefulSet.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "monitoring.coreos.com/v1/PodMonitor", PodMonitor.class,
            "monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class);
    /** Written as a plain value. */
    private static final Set<Class<?>> SCALARS = Set.of(IntOrString.class, Quantity.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    private KnownFields() {}

    static boolean knows(JsonNode manifest) {
        return KINDS.containsKey(kind(manifest));
    }

    /** What is wrong, each with its place; throws where a value has a wrong type. */
    static List<String> mistakes(JsonNode manifest) throws Exception {
        Class<?> type = KINDS.get(kind(manifest));
        JSON.treeToValue(manifest, type);
        List<String> mistakes = new ArrayList<>();
        walk(manifest, JSON.constructType(type), kind(manifest), mistakes);
        return mistakes;
    }

    private static String kind(JsonNode manifest) {
        return manifest.get("apiVersion").asText() + "/" + manifest.get("kind").asText();
    }

    private static void walk(JsonNode node, JavaType type, String place, List<String> mistakes) {
        if (type.isMapLikeType() || type.isCollectionLikeType()) {
            for (var entry : node.properties()) {
                walk(entry.getValue(), type.getContentType(), place + "." + entry.getKey(), mistakes);
            }
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                walk(node.get(i), type.getContentType(), place + "[" + i + "]", mistakes);
            }
        } else if (node.isObject()
                && type.getRawClass().getName().startsWith("io.fabric8")
                && !SCALARS.contains(type.getRawClass())) {
            Map<String, JavaType> known = fieldsOf(type);
            for (var entry : node.properties()) {
                JavaType field = known.get(entry.getKey());
                if (field == null) {
                    mistakes.add(place + " has no field " + entry.getKey());
                } else {
                    walk(entry.getValue(), field, place + "." + entry.getKey(), mistakes);
                }
            }
        }
    }

    private static Map<String, JavaType> fieldsOf(JavaType type) {
        BeanDescription bean = JSON.getDeserializationConfig().introspect(type);
        Map<String, JavaType> fields = new HashMap<>();
        for (BeanPropertyDefinition property : bean.findProperties()) {
            fields.put(property.getName(), property.getPrimaryType());
        }
        return fields;
    }
}
