package dev.avitstreams.ops.process;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.ObjectName;

/** The C library's heap, in which libtorch, RocksDB, the image decoder and direct buffers have their memory. */
public final class NativeHeap {
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final String TRIM = "systemTrimNativeHeap";

    private NativeHeap() {}

    /**
     * Gives the system back what was freed and the C library keeps: OpenJDK's {@code System.trim_native_heap}, glibc's {@code
     * malloc_trim}. Callable from any
     * thread; nothing is thrown, as a service must not end for it.
     *
     * @return whether this JVM and its C library can
     */
    public static boolean trim() {
        try {
            ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName(COMMANDS), TRIM, null, null);
            return true;
        } catch (JMException | JMRuntimeException e) {
            return false; // another vendor's JVM, or before 17.0.9
        }
    }
}
