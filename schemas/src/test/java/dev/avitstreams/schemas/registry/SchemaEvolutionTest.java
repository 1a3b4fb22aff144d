package dev.avitstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.schemas.ShadowComparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Today's schemas must read every record that a released version ever wrote. */
class SchemaEvolutionTest {
    private static final Path RELEASED = Path.of("src/test/resources/released");

    static Stream<Class<? extends SpecificRecord>> records() {
        return Stream.of(
                ImageEvent.class,
                FrameLabel.class,
                HaltingSummary.class,
                ModelAnnouncement.class,
                ShadowComparison.class);
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyReleasedVersionCanStillBeRead(Class<? extends SpecificRecord> type) throws IOException {
        Schema today = PublishedSchemas.of(type);
        List<Path> released = releasedVersionsOf(type);

        assertThat(released)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Breakages.between(today, parse(file)))
                        .as(
                                "%s, read with today's schema. Give new fields a default, and never rename or retype a field.",
                                file)
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("records")
    void todaysSchemaIsTheOneInSource(Class<? extends SpecificRecord> type) {
        assertThat(PublishedSchemas.of(type))
                .isEqualTo(parse(Path.of("src/main/avro", type.getSimpleName() + ".avsc")));
    }

    @Test
    void aBreakingChangeIsCaught() throws IOException {
        Schema released = parse(releasedVersionsOf(ImageEvent.class).get(0));

        assertThat(Breakages.between(Variants.withMandatoryExposure(), released))
                .containsExactly("field 'exposureMicros' is missing there and has no default here");
        assertThat(Breakages.between(Variants.withTextSequence(), released))
                .singleElement()
                .asString()
                .startsWith("field 'sequence' has another type there");
        assertThat(Breakages.between(Variants.withoutAttributes(), released)).isEmpty();
    }

    private static List<Path> releasedVersionsOf(Class<? extends SpecificRecord> type) throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(f -> f.endsWith(type.getSimpleName() + ".avsc"))
                    .sorted()
                    .toList();
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
