package dev.avitstreams.schemas.registry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that it may build our generated records. Since 1.12.2 Avro loads no class named by a schema unless that
 * class is trusted; we trust those of our own package that are generated (records, and the one enum), and whatever was
 * trusted before.
 */
public final class GeneratedClasses {
    private static final String PACKAGE = "dev.avitstreams.schemas";

    @GuardedBy("GeneratedClasses.class")
    private static boolean done;

    private GeneratedClasses() {}

    /**
     * Called by {@link TrustOnFirstSchema} and, where a class loader hides that one from Avro, by {@link AvroSerdes}.
     * Safe to repeat and from any thread: on return they are trusted, whoever saw to it. Loads none of the generated classes: they may be what is being loaded.
     */
    public static synchronized void trust() {
        if (!done) {
            ClassSecurityValidator.setGlobal(
                    ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), GeneratedClasses::isOurs));
            done = true;
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().equals(PACKAGE)
                && type.getClassLoader() == GeneratedClasses.class.getClassLoader()
                && (SpecificRecord.class.isAssignableFrom(type) || type.isEnum());
    }
}
