package dev.avitstreams.ops.doctor;

import dev.avitstreams.inference.halting.Libtorch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.pytorch.global.torch;

/** Whether libtorch with oneDNN beside it, OpenCV and FFmpeg load, and whether libtorch sees a GPU. */
public final class NativesCheck {
    private NativesCheck() {}

    public static List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(timed("libtorch", () -> {
            Libtorch.load();
            return "with "
                    + (torch.cuda_is_available() ? torch.cuda_device_count() + " CUDA device(s)" : "no CUDA device");
        }));
        findings.add(timed("opencv", () -> {
            Loader.load(opencv_core.class);
            return opencv_core.CV_VERSION;
        }));
        findings.add(timed("ffmpeg", () -> {
            Loader.load(avutil.class);
            return avutil.av_version_info().getString();
        }));
        return findings;
    }

    private static Finding timed(String library, Callable<String> load) {
        long began = System.nanoTime();
        try {
            String detail = load.call();
            return Finding.well(
                    library,
                    String.format(Locale.ROOT, "%s, loaded in %.1f s", detail, (System.nanoTime() - began) / 1e9));
        } catch (Exception | LinkageError e) {
            return Finding.ailing(
                    library,
                    "cannot be loaded: " + e.getMessage() + ". On a slim system install its libraries (Debian: "
                            + "apt-get install libstdc++6 libgomp1); a broken cache is mended by deleting "
                            + "~/.javacpp/cache.");
        }
    }
}
