package dev.avitstreams.schemas.registry;

import java.util.List;

/** What was found about one subject of the registry. */
public sealed interface SubjectFinding {

    String subject();

    /** A sentence for the person who must act. */
    String sentence();

    /** Whether records of this program cannot be written until this is put right. */
    boolean blocking();

    /** This program's schema is registered. */
    record Ready(String subject, int id, int version) implements SubjectFinding {
        @Override
        public String sentence() {
            return "Subject '" + subject + "' has this program's schema as version " + version + ", id " + id + ".";
        }

        @Override
        public boolean blocking() {
            return false;
        }
    }

    /** This program's schema has just been registered. */
    record Registered(String subject, int id, int version) implements SubjectFinding {
        @Override
        public String sentence() {
            return "Subject '" + subject + "' was given this program's schema as version " + version + ", id " + id
                    + ".";
        }

        @Override
        public boolean blocking() {
            return false;
        }
    }

    /** There is no such subject yet. */
    record Missing(String subject) implements SubjectFinding {
        @Override
        public String sentence() {
            return "Subject '" + subject + "' does not exist. Register the schemas with 'avit schemas register'.";
        }

        @Override
        public boolean blocking() {
            return true;
        }
    }

    /** This program's schema is not registered, but may follow the latest version. */
    record Compatible(String subject, int latestVersion) implements SubjectFinding {
        @Override
        public String sentence() {
            return "Subject '" + subject + "' has version " + latestVersion + ", with which this program's schema is"
                    + " compatible. Register it with 'avit schemas register'.";
        }

        @Override
        public boolean blocking() {
            return true;
        }
    }

    /** This program's schema cannot read what the latest version wrote. */
    record Incompatible(String subject, int latestVersion, List<String> reasons) implements SubjectFinding {
        public Incompatible {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String sentence() {
            return "Subject '" + subject + "' has version " + latestVersion + ", which this program's schema cannot"
                    + " follow: " + String.join("; ", reasons) + ". Use another topic name, or the program version"
                    + " that fits the records.";
        }

        @Override
        public boolean blocking() {
            return true;
        }
    }

    /** The registry would let a schema in that cannot read what is there. */
    record Unguarded(String subject, String level) implements SubjectFinding {
        @Override
        public String sentence() {
            return "Compatibility of subject '" + subject + "' is " + level + ", should be BACKWARD or stricter."
                    + " 'avit schemas register' sets it.";
        }

        @Override
        public boolean blocking() {
            return false;
        }
    }
}
