package dev.avitstreams.delivery.licences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class LicencesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path POLICY = Path.of("..", "security", "licences.yaml");
    private static final Path BILL = Path.of("..", "target", "bom.json");

    @Test
    void everyLibraryThatIsShippedIsUnderALicenceThatAllowsIt() throws IOException {
        assumeTrue(Files.exists(BILL), BILL + " is missing: -Dquick and builds short of package make none");
        JsonNode bill = JSON.readTree(BILL.toFile());

        assertThat(bill.get("components")).hasSizeGreaterThan(50);
        assertThat(LicencePolicy.of(JSON.valueToTree(new Yaml().load(Files.readString(POLICY))))
                        .objections(bill))
                .isEmpty();
    }

    @Test
    void aForeignLicenceNoneAtAllAndAnIdleExceptionAreObjectedTo() throws IOException {
        LicencePolicy policy = new LicencePolicy(Set.of("MIT"), Map.of("a:odd", "Odd", "a:gone", "Odd"));
        JsonNode bill = JSON.readTree("""
                {"components": [
                  {"group": "a", "name": "good", "licenses": [{"license": {"id": "GPL-3.0"}}, {"license": {"id": "MIT"}}]},
                  {"group": "a", "name": "odd", "licenses": [{"license": {"name": "Odd"}}]},
                  {"group": "a", "name": "foreign", "licenses": [{"license": {"id": "GPL-3.0"}}]},
                  {"group": "a", "name": "silent"}]}
                """);

        assertThat(policy.objections(bill))
                .containsExactly(
                        "a:foreign is under [GPL-3.0]",
                        "a:silent is under no licence that it names",
                        "the exception for a:gone is needed no more");
    }
}
