package dev.avitstreams.ops.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.avitstreams.ops.SharedData;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.schemas.ImageEncoding;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSourcesTest {

    @TempDir
    Path folder;

    @Test
    void folderGivesItsImagesInOrderOfTheirPathsWithTheirFolderAsTruth() throws IOException {
        writeJpeg(folder.resolve("n02123045/b.jpg"));
        writeJpeg(folder.resolve("n02123045/a.JPEG"));
        writeJpeg(folder.resolve("loose.jpg"));
        Files.writeString(folder.resolve("notes.txt"), "not an image");
        Files.writeString(folder.resolve(".hidden.jpg"), "not an image");

        List<SourceFrame> frames = all(FrameSources.open(folder.toString()));

        assertThat(frames)
                .extracting(SourceFrame::attributes)
                .containsExactly(
                        Map.of("file", "loose.jpg"),
                        Map.of("file", "n02123045/a.JPEG"),
                        Map.of("file", "n02123045/b.jpg"));
        assertThat(frames)
                .extracting(SourceFrame::truth)
                .containsExactly(Optional.empty(), Optional.of("n02123045"), Optional.of("n02123045"));
    }

    @Test
    void tarGivesItsImagesWithTheirFolderAsTruth() throws IOException {
        Path tar = folder.resolve("images.tar");
        String longName = "some/very/long/path/".repeat(12) + "n03445777/ball.png";
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            addEntry(out, "n01440764/x.JPEG", jpeg());
            addEntry(out, "README", "text".getBytes(StandardCharsets.UTF_8));
            addEntry(out, longName, jpeg());
            addEntry(out, "./top.jpg", new byte[0]);
        }

        List<SourceFrame> frames = all(FrameSources.open(tar.toString()));

        assertThat(frames)
                .extracting(SourceFrame::truth)
                .containsExactly(Optional.of("n01440764"), Optional.of("n03445777"), Optional.empty());
        assertThat(frames.get(2).image())
                .as("a broken file is for the pipeline to judge")
                .isEmpty();
    }

    @Test
    void loopingSourceStartsOverAtItsEnd() throws IOException {
        writeJpeg(folder.resolve("a.jpg"));
        writeJpeg(folder.resolve("b.jpg"));

        try (FrameSource source =
                FrameSources.looping(() -> FrameSources.open(folder.toString()), StopSignal.internal())) {
            List<String> files = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                files.add(source.next().orElseThrow().attributes().get("file"));
            }

            assertThat(files).containsExactly("a.jpg", "b.jpg", "a.jpg", "b.jpg", "a.jpg");
        }
    }

    @Test
    void bundledPhotographsAreJpegFramesAndDifferBetweenCameras() throws IOException {
        try (FrameSource first = PhotographSource.open(0);
                FrameSource second = PhotographSource.open(1)) {
            SourceFrame frame = first.next().orElseThrow();
            BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(frame.image()));

            assertThat(ImageFiles.encodingOf(frame.image())).isEqualTo(ImageEncoding.JPEG);
            assertThat(pixels.getWidth()).isEqualTo(PhotographSource.WIDTH);
            assertThat(pixels.getHeight()).isEqualTo(PhotographSource.HEIGHT);
            assertThat(second.next().orElseThrow().attributes()).isNotEqualTo(frame.attributes());
            assertThat(first.next().orElseThrow().image()).isNotEqualTo(frame.image());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bottle-detection.mp4", "car-detection.mp4", "one-by-one-person-detection.mp4"})
    void videoGivesEachFrameAsJpegAtItsOwnPace(String clip) throws IOException {
        Path file = SharedData.require("footage/" + clip);

        try (FrameSource source = FrameSources.open(file.toString())) {
            for (int i = 0; i < 20; i++) {
                byte[] image = source.next().orElseThrow().image();
                assertThat(ImageIO.read(new ByteArrayInputStream(image)).getWidth())
                        .isGreaterThanOrEqualTo(320);
            }
            assertThat(source.nativeFramesPerSecond().orElseThrow()).isBetween(1.0, 100.0);
            assertThat(source.isLive()).isFalse();
        }
    }

    @Test
    void videoFileGivesEveryFrame() throws IOException {
        Path film = TestVideo.write(folder.resolve("film.avi"), 12, 8);

        try (FrameSource source = FrameSources.open(film.toString())) {
            assertThat(source.nativeFramesPerSecond()).hasValue(8);
            assertThat(source.description()).contains("160×120 pixels", "8.000 frames/s");
        }
        List<SourceFrame> frames = all(FrameSources.open(film.toString()));
        assertThat(frames)
                .hasSize(12)
                .allSatisfy(frame ->
                        assertThat(ImageFiles.encodingOf(frame.image())).isEqualTo(ImageEncoding.JPEG));
        int middle =
                ImageIO.read(new ByteArrayInputStream(frames.get(5).image())).getRGB(40, 60);
        assertThat(new Color(middle).getRed())
                .as("the square has come to x = 20 to 60")
                .isGreaterThan(200);
    }

    @Test
    void networkStreamIsLiveAndKeepsItsAddressToItself() throws IOException {
        Path film = TestVideo.write(folder.resolve("film.avi"), 6, 8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/film.avi", exchange -> {
            byte[] bytes = Files.readAllBytes(film);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try (FrameSource source = FrameSources.open(
                "http://user:secret@127.0.0.1:" + server.getAddress().getPort() + "/film.avi")) {
            assertThat(source.isLive()).isTrue();
            assertThat(source.description()).doesNotContain("secret");
            assertThat(source.next().orElseThrow().attributes().get("source")).doesNotContain("secret");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void networkStreamThatIsNotThereIsRefusedInOneSentence() {
        assertThatThrownBy(() -> FrameSources.open("rtsp://user:secret@127.0.0.1:1/main"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("No video comes from rtsp://…@127.0.0.1:1/main")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatCannotBeReadIsRefusedInOneSentence() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.mp4"), "this is no video\n".repeat(100));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path brokenTar = Files.writeString(folder.resolve("broken.tar"), "x".repeat(2000));

        assertThatThrownBy(() -> FrameSources.open(folder + "/absent.mp4"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("There is no " + folder + "/absent.mp4");
        assertThatThrownBy(() -> FrameSources.open(text.toString()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("nor a video FFmpeg can read");
        assertThatThrownBy(() -> FrameSources.open(empty.toString()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("holds no images");
        assertThatThrownBy(() -> all(FrameSources.open(brokenTar.toString())))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("cannot be read as a tar");
    }

    @Test
    void passwordsOfCamerasAreNotShown() {
        assertThat(VideoSource.redacted("rtsp://admin:s@cret@10.0.0.5:554/main"))
                .isEqualTo("rtsp://…@10.0.0.5:554/main");
    }

    private static List<SourceFrame> all(FrameSource source) throws IOException {
        List<SourceFrame> frames = new ArrayList<>();
        try (source) {
            for (Optional<SourceFrame> next = source.next(); next.isPresent(); next = source.next()) {
                frames.add(next.get());
            }
        }
        return frames;
    }

    private static byte[] jpeg() throws IOException {
        try (JpegEncoder encoder = new JpegEncoder()) {
            return encoder.encode(new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR));
        }
    }

    private static void writeJpeg(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, jpeg());
    }

    private static void addEntry(TarArchiveOutputStream out, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        ((OutputStream) out).write(content);
        out.closeArchiveEntry();
    }
}
