package dev.avitstreams.schemas.registry;

import dev.avitstreams.schemas.ImageEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that it may build our generated records. Since 1.12.2 Avro loads no class named by a schema unless that
 * class is trusted; we trust those of our own package that are generated (records, and the one enum), and whatever was
 * trusted before.
 */
public final class GeneratedClasses {
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private GeneratedClasses() {}

    /**
     * Called by {@link AvroSerdes}; only code that reads our records with Avro alone need call it. Safe to repeat and
     * from any thread.
     */
    public static void trust() {
        if (DONE.compareAndSet(false, true)) {
            ClassSecurityValidator.setGlobal(
                    ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), GeneratedClasses::isOurs));
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().equals(ImageEvent.class.getPackageName())
                && type.getClassLoader() == ImageEvent.class.getClassLoader()
                && (SpecificRecord.class.isAssignableFrom(type) || type.isEnum());
    }
}
