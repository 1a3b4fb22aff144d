package dev.avitstreams.ops.doctor;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;

/** Java, cores, heap, and room for the native libraries. */
public final class MachineCheck {
    private static final long HEAP_NEEDED_MIB = 500;
    private static final double CACHE_NEEDED_GIB = 1;
    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    private MachineCheck() {}

    public static List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(platform());
        findings.add(Finding.well("java", System.getProperty("java.version") + ", " + System.getProperty("java.home")));
        long heapMib = Math.round(Runtime.getRuntime().maxMemory() / MIB);
        int cores = Runtime.getRuntime().availableProcessors();
        String memory = cores + (cores == 1 ? " core, " : " cores, ") + heapMib + " MiB of heap";
        findings.add(
                heapMib >= HEAP_NEEDED_MIB
                        ? Finding.well("machine", memory)
                        : Finding.ailing(
                                "machine",
                                memory + ": too little. Give at least " + HEAP_NEEDED_MIB
                                        + " MiB with AVIT_JAVA_OPTS=-Xmx1500m."));
        findings.add(nativeCache());
        return findings;
    }

    private static Finding platform() {
        String platform = Loader.getPlatform();
        return platform.equals("linux-x86_64")
                ? Finding.well("platform", platform)
                : Finding.note(
                        "platform",
                        platform + ": this build carries native libraries for linux-x86_64. Build with "
                                + "-Dnatives.platform=" + platform + ".");
    }

    private static Finding nativeCache() {
        try {
            File cache = Loader.getCacheDir();
            double freeGib = cache.getUsableSpace() / GIB;
            String sentence =
                    String.format(Locale.ROOT, "native libraries unpack to %s, %.1f GiB free", cache, freeGib);
            return freeGib >= CACHE_NEEDED_GIB || isUnpacked(cache)
                    ? Finding.well("disk", sentence)
                    : Finding.ailing(
                            "disk",
                            sentence + ": 1 GiB is needed. Free some, or choose another folder with "
                                    + "AVIT_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR.");
        } catch (IOException e) {
            return Finding.ailing("disk", "The native libraries' folder cannot be used: " + e.getMessage() + ".");
        }
    }

    /** What is unpacked already takes no more room. */
    private static boolean isUnpacked(File cache) {
        String[] entries = cache.list((folder, name) -> name.startsWith("pytorch-"));
        return entries != null && entries.length > 0;
    }
}
