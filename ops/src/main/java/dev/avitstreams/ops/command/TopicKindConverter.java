package dev.avitstreams.ops.command;

import dev.avitstreams.ops.inspect.TopicKind;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code dead-letters} where Java has {@code DEAD_LETTERS}. */
final class TopicKindConverter implements ITypeConverter<TopicKind> {
    @Override
    public TopicKind convert(String text) {
        return Arrays.stream(TopicKind.values())
                .filter(kind -> kind.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(TopicKind.values())
                                .map(TopicKind::toString)
                                .collect(Collectors.joining(", "))
                        + "; topics are named by what is in them."));
    }
}
