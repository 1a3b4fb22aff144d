package dev.avitstreams.topology.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads and copies configuration records whatever components they have. */
final class RecordAccess {
    private RecordAccess() {}

    static Object read(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot read " + component, impossible);
        }
    }

    /** Another record of the same class; what its compact constructor throws is thrown. */
    @SuppressWarnings("unchecked")
    static <R> R construct(R like, @Nullable Object[] arguments) {
        Class<?> type = like.getClass();
        try {
            return (R) type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(arguments);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException("the constructor of " + type + " failed", refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " has no accessible canonical constructor", impossible);
        }
    }
}
