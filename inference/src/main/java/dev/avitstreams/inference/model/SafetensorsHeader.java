package dev.avitstreams.inference.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON part of a safetensors file, taken at its word only after every statement in it was checked: known element
 * types, byte ranges that fit the shapes, and tensors that fill the data exactly, without gap or overlap.
 */
record SafetensorsHeader(Map<String, TensorInfo> tensors, Map<String, String> metadata) {

    /** Enough for tens of thousands of tensors. The format allows 100 MB, which as a tree take more than a heap has. */
    static final long MAX_BYTES = 4 << 20;

    private static final String METADATA = "__metadata__";
    private static final int MAX_DEPTH = 3;

    private static final JsonMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.ALLOW_COMMENTS)
            .build();

    /** @param dataBytes bytes of the file after the header */
    static SafetensorsHeader parse(Path file, byte[] json, long dataBytes) {
        JsonNode root = readTree(file, json);
        if (!root.isObject()) {
            throw new ModelException(file + ": the header is not a JSON object, so this is no safetensors file.");
        }
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        root.properties().forEach(entry -> {
            if (entry.getKey().equals(METADATA)) {
                entry.getValue()
                        .properties()
                        .forEach(item ->
                                metadata.put(item.getKey(), item.getValue().asText()));
            } else {
                tensors.put(entry.getKey(), tensor(file, entry.getKey(), entry.getValue()));
            }
        });
        requireExactCover(file, tensors.values(), dataBytes);
        return new SafetensorsHeader(tensors, metadata);
    }

    private static JsonNode readTree(Path file, byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ModelException(file + ": the header is not valid JSON: " + e.getOriginalMessage() + ".", e);
        } catch (IOException e) {
            throw new ModelException(file + ": the header cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static TensorInfo tensor(Path file, String name, JsonNode node) {
        ElementType type = type(file, name, node.path("dtype").asText("missing"));
        List<Long> shape = longs(file, name, "shape", node.path("shape"));
        List<Long> offsets = longs(file, name, "data_offsets", node.path("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw broken(file, name, "data_offsets is " + offsets + ", expected [begin, end] with begin ≤ end");
        }
        TensorInfo info = new TensorInfo(name, type, shape, offsets.get(0), offsets.get(1));
        long expected = bytes(file, info);
        if (expected != info.bytes()) {
            throw broken(
                    file,
                    name,
                    "shape " + shape + " of " + type + " takes " + expected + " bytes, but " + info.bytes()
                            + " are given in data_offsets " + offsets);
        }
        return info;
    }

    private static ElementType type(Path file, String name, String text) {
        try {
            return ElementType.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    sentence(
                            file, name, "dtype is " + text + ", readable are " + Arrays.toString(ElementType.values())),
                    e);
        }
    }

    private static List<Long> longs(Path file, String name, String field, JsonNode array) {
        List<Long> values = new ArrayList<>();
        for (JsonNode item : array) {
            if (!item.isIntegralNumber() || !item.canConvertToLong() || item.longValue() < 0) {
                throw broken(file, name, field + " holds " + item + ", expected whole numbers of 0 or more");
            }
            values.add(item.longValue());
        }
        if (!array.isArray()) {
            throw broken(file, name, field + " is " + (array.isMissingNode() ? "missing" : "not a list"));
        }
        return values;
    }

    private static long bytes(Path file, TensorInfo info) {
        try {
            long total = info.type().bytes();
            for (long size : info.shape()) {
                total = Math.multiplyExact(total, size);
            }
            return total;
        } catch (ArithmeticException e) {
            throw new ModelException(
                    sentence(file, info.name(), "shape " + info.shape() + " is larger than any file"), e);
        }
    }

    private static void requireExactCover(Path file, Iterable<TensorInfo> tensors, long dataBytes) {
        List<TensorInfo> ordered = new ArrayList<>();
        tensors.forEach(ordered::add);
        ordered.sort(Comparator.comparingLong(TensorInfo::beginBytes).thenComparingLong(TensorInfo::endBytes));
        long covered = 0;
        for (TensorInfo info : ordered) {
            if (info.beginBytes() != covered) {
                throw broken(
                        file,
                        info.name(),
                        "it begins at byte " + info.beginBytes() + " of the data, but the tensors before it end at "
                                + covered + " (tensors may neither overlap nor leave a gap)");
            }
            covered = info.endBytes();
        }
        if (covered != dataBytes) {
            throw new ModelException(file + ": the tensors take " + covered + " bytes, but the file holds " + dataBytes
                    + " bytes of data. It is truncated or damaged: fetch it again.");
        }
    }

    private static ModelException broken(Path file, String tensor, String what) {
        return new ModelException(sentence(file, tensor, what));
    }

    private static String sentence(Path file, String tensor, String what) {
        return file + ": tensor '" + tensor + "': " + what + ".";
    }
}
