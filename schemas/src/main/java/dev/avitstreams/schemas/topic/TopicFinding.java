package dev.avitstreams.schemas.topic;

/** What was found about one topic. */
public sealed interface TopicFinding {

    String topic();

    /** A sentence for the person who must act. */
    String sentence();

    /** Whether the service cannot run until this is put right. */
    boolean blocking();

    /** It is as needed. */
    record Ready(String topic, int partitions) implements TopicFinding {
        @Override
        public String sentence() {
            return "Topic '" + topic + "' is ready, with " + plural(partitions) + ".";
        }

        @Override
        public boolean blocking() {
            return false;
        }
    }

    /** It was missing and has been made. */
    record Created(String topic, int partitions) implements TopicFinding {
        @Override
        public String sentence() {
            return "Topic '" + topic + "' was created, with " + plural(partitions) + ".";
        }

        @Override
        public boolean blocking() {
            return false;
        }
    }

    /** It does not exist. */
    record Missing(String topic) implements TopicFinding {
        @Override
        public String sentence() {
            return "Topic '" + topic + "' does not exist. Create it with 'avit topics create'.";
        }

        @Override
        public boolean blocking() {
            return true;
        }
    }

    /**
     * A setting of an existing topic is not as needed. Existing topics are never changed: that is their owner's.
     *
     * @param actual as it is now
     * @param needed what it must be, for example {@code at least 4259840}
     * @param set the value to set
     * @param consequence what happens otherwise, as a sentence
     */
    record WrongSetting(
            String topic,
            String setting,
            String actual,
            String needed,
            String set,
            String consequence,
            boolean blocking)
            implements TopicFinding {
        @Override
        public String sentence() {
            return setting + " of topic '" + topic + "' is " + actual + ", " + (blocking ? "must" : "should") + " be "
                    + needed + ". " + consequence + " Set it: kafka-configs.sh --bootstrap-server BROKERS --alter"
                    + " --entity-type topics --entity-name " + topic + " --add-config " + setting + "=" + set;
        }
    }

    private static String plural(int partitions) {
        return partitions + (partitions == 1 ? " partition" : " partitions");
    }
}
