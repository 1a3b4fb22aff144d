package dev.avitstreams.ops.process;

import dev.avitstreams.ops.console.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cores of a machine, as the system counts them, in two parts, for processes that are not to take each other's time.
 * Processes inherit the part in which this one is when it starts them; once closed, all. On Linux, by {@code taskset}.
 * Used by one thread.
 */
public final class Cores implements AutoCloseable {
    /** A thread that ends while all are moved fails one. */
    private static final int ATTEMPTS = 3;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern ALLOWED = Pattern.compile("(?m)^Cpus_allowed_list:\\s*(\\S+)$");

    private final List<Integer> all;
    private final List<Integer> first;
    private final List<Integer> apart;

    private Cores(List<Integer> all, List<Integer> cores, int apart) {
        int split = cores.size() - apart;
        this.all = List.copyOf(all);
        this.first = List.copyOf(cores.subList(0, split));
        this.apart = List.copyOf(cores.subList(split, cores.size()));
    }

    /**
     * Of all that are allowed so many.
     *
     * @throws IllegalArgumentException naming a number that leaves the others none
     */
    static Cores of(List<Integer> all, int used, int apart) {
        List<Integer> cores = all.subList(0, Math.min(used, all.size()));
        if (apart < 0 || apart >= cores.size()) {
            throw new IllegalArgumentException("apart is " + apart + ", must be from 0 to " + (cores.size() - 1)
                    + " of the " + cores.size() + " cores here");
        }
        return new Cores(all, cores, apart);
    }

    /**
     * Those that this process may use.
     *
     * @throws IllegalArgumentException naming a number that leaves the others none
     */
    public static Cores here(int apart) {
        int used = Runtime.getRuntime().availableProcessors(); // fewer than allowed where time is limited
        return of(allowed(), used, apart);
    }

    private static List<Integer> allowed() {
        try {
            Matcher matcher = ALLOWED.matcher(Files.readString(STATUS));
            return matcher.find() ? numbers(matcher.group(1)) : inOrder();
        } catch (IOException notLinux) {
            return inOrder();
        }
    }

    private static List<Integer> inOrder() {
        return IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .boxed()
                .toList();
    }

    /** Of a list as {@code 0-2,8}. */
    static List<Integer> numbers(String list) {
        return Arrays.stream(list.split(","))
                .map(part -> part.split("-"))
                .flatMap(ends -> IntStream.rangeClosed(
                                Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                        .boxed())
                .toList();
    }

    /** How many are not apart. To be asked here: the JVM tells late of a move. */
    public int first() {
        return first.size();
    }

    /** How many are apart. */
    public int apart() {
        return apart.size();
    }

    /** From now on this process and what it starts run on the first cores, on all where none are apart. */
    public void enterFirst() {
        enter(first);
    }

    /** From now on this process and what it starts run on the cores that are apart, on all where none are. */
    public void enterApart() {
        enter(apart);
    }

    @Override
    public void close() {
        try {
            enter(all);
        } catch (CommandFailure e) {
            // this process goes on with fewer; nobody is to lose a result for that
        }
    }

    private void enter(List<Integer> part) {
        if (apart.isEmpty()) {
            return;
        }
        String list = part.stream().map(String::valueOf).collect(Collectors.joining(","));
        for (int attempt = 1; ; attempt++) {
            String complaint = move(list);
            if (complaint.isEmpty()) {
                return;
            }
            if (attempt == ATTEMPTS) {
                throw CommandFailure.runtime("Cannot move to cores " + list + ": " + complaint);
            }
        }
    }

    /** @return what was said, if it did not succeed */
    private static String move(String list) {
        String self = Long.toString(ProcessHandle.current().pid());
        try {
            Process taskset = new ProcessBuilder("taskset", "--all-tasks", "--cpu-list", "--pid", list, self)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = taskset.waitFor();
            return code == 0 ? "" : "taskset ended with " + code + ": " + said;
        } catch (IOException e) {
            throw CommandFailure.runtime("Cannot keep cores apart without taskset (util-linux): " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.runtime("Interrupted while moving to other cores.", e);
        }
    }
}
