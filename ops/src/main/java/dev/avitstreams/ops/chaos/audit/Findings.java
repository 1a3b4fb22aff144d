package dev.avitstreams.ops.chaos.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What an audit found wrong: all counted, the first few described. Belongs to one thread. */
public final class Findings {
    /** Examples kept of each kind. */
    public static final int EXAMPLES = 20;

    /** @param examples the first of them, described */
    public record Finding(long count, List<String> examples) {
        public Finding {
            examples = List.copyOf(examples);
        }

        private Finding and(String example) {
            List<String> more = new ArrayList<>(examples);
            if (more.size() < EXAMPLES) {
                more.add(example);
            }
            return new Finding(count + 1, more);
        }
    }

    private final Map<Violation, Finding> found = new EnumMap<>(Violation.class);

    public void add(Violation violation, String example) {
        found.merge(violation, new Finding(1, List.of(example)), (known, one) -> known.and(example));
    }

    public long count(Violation violation) {
        Finding finding = found.get(violation);
        return finding == null ? 0 : finding.count();
    }

    public Map<Violation, Finding> all() {
        return new EnumMap<>(found);
    }
}
