package dev.avitstreams.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {

    @Test
    void subjectsFollowTheTopicNames() {
        TopicCatalogue catalogue = TopicCatalogue.of(TopicNames.prefixed("site-a."), 1_000_000);
        assertThat(catalogue.frames().subject()).contains("site-a.camera-frames-value");
        assertThat(catalogue.labels().subject()).contains("site-a.frame-labels-value");
        assertThat(catalogue.summaries().subject()).contains("site-a.halting-summaries-value");
        assertThat(catalogue.deadLetters().subject()).isEmpty();
    }

    @Test
    void theMessageLimitCoversAFrameAndItsDeadLetter() {
        TopicCatalogue catalogue = TopicCatalogue.of(TopicNames.DEFAULT, 4_194_304);
        assertThat(catalogue.frames().creationConfigs()).containsEntry("max.message.bytes", "4259840");
        assertThat(catalogue.deadLetters().creationConfigs()).containsEntry("max.message.bytes", "4325376");
        assertThat(catalogue.labels().creationConfigs()).doesNotContainKey("max.message.bytes");
    }

    @Test
    void defaultsAreAsDocumented() {
        TopicCatalogue catalogue = TopicCatalogue.defaults();
        assertThat(catalogue.all())
                .extracting(
                        TopicSpec::name, TopicSpec::partitions, t -> t.configs().get("retention.ms"))
                .containsExactly(
                        tuple("camera-frames", 8, "86400000"),
                        tuple("frame-labels", 8, "604800000"),
                        tuple("halting-summaries", 1, "2592000000"),
                        tuple("frame-dead-letters", 8, "1209600000"));
        assertThat(catalogue.all())
                .allSatisfy(t -> assertThat(t.configs())
                        .containsEntry("cleanup.policy", "delete")
                        .containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void announcementsOfModelsAreKeptForEverAndComparisonsForAWeek() {
        ModelTopics topics = ModelTopics.of("models", "shadow-comparisons");
        assertThat(topics.all()).extracting(TopicSpec::name).containsExactly("models", "shadow-comparisons");
        assertThat(topics.announcements().partitions()).isEqualTo(1);
        assertThat(topics.announcements().creationConfigs()).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(topics.comparisons().creationConfigs())
                .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));
    }

    @Test
    void anAnnouncementsTopicThatIsNotCompactedIsFound() {
        ModelTopics topics = ModelTopics.of("models", "shadow-comparisons");
        assertThat(TopicRules.violations(topics.announcements(), settings("delete")))
                .singleElement()
                .satisfies(found -> assertThat(found.sentence()).contains("'models' is delete, must be compact"));
        assertThat(TopicRules.violations(topics.announcements(), settings("compact")))
                .isEmpty();
        assertThat(TopicRules.violations(topics.comparisons(), settings("compact")))
                .hasSize(1);
    }

    private static Config settings(String cleanup) {
        return new Config(List.of(
                new ConfigEntry("cleanup.policy", cleanup),
                new ConfigEntry("max.message.bytes", "1048588"),
                new ConfigEntry("message.timestamp.type", "CreateTime")));
    }

    @Test
    void partitionsAndSettingsCanBeOverridden() {
        TopicCatalogue catalogue =
                TopicCatalogue.defaults().withPartitions(2).map(t -> t.withConfigs(Map.of("retention.ms", "1000")));
        assertThat(catalogue.frames().partitions()).isEqualTo(2);
        assertThat(catalogue.summaries().partitions()).isEqualTo(1);
        assertThat(catalogue.labels().configs())
                .containsEntry("retention.ms", "1000")
                .containsEntry("cleanup.policy", "delete");
    }

    @Test
    void namesMustBeLegalAndDiffer() {
        assertThatThrownBy(() -> new TopicNames("a b", "l", "s", "d")).hasMessageContaining("topic name 'a b'");
        assertThatThrownBy(() -> new TopicNames("a", "a", "s", "d")).hasMessageContaining("must differ");
    }

    @Test
    void theFrameLimitHasBounds() {
        assertThatThrownBy(() -> TopicCatalogue.of(TopicNames.DEFAULT, 0)).hasMessageContaining("frameLimitBytes is 0");
    }
}
