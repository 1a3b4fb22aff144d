package dev.avitstreams.inference.pickle;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.pickle.PickleValue.Dictionary;
import dev.avitstreams.inference.pickle.PickleValue.Flag;
import dev.avitstreams.inference.pickle.PickleValue.Known;
import dev.avitstreams.inference.pickle.PickleValue.Nothing;
import dev.avitstreams.inference.pickle.PickleValue.Real;
import dev.avitstreams.inference.pickle.PickleValue.Sequence;
import dev.avitstreams.inference.pickle.PickleValue.Text;
import dev.avitstreams.inference.pickle.PickleValue.Whole;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Interprets the opcodes that data is written with (protocols 2 to 5), and no others. Each opcode makes at most one value,
 * and they are counted, so time and memory are bounded: an archive of kilobytes can unpack to millions of them.
 */
final class PickleMachine {
    private static final int NEWEST_PROTOCOL = 5;
    /** A tensor takes about forty. */
    private static final int MOST_OPERATIONS = 1_000_000;

    private final PickleInput in;
    private final List<PickleValue> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, PickleValue> memo = new HashMap<>();

    private PickleMachine(byte[] pickle) {
        this.in = new PickleInput(pickle);
    }

    /** @throws ModelException if it is damaged, or asks for anything but data */
    static PickleValue run(byte[] pickle) {
        return new PickleMachine(pickle).run();
    }

    private PickleValue run() {
        for (int operations = 0; operations < MOST_OPERATIONS; operations++) {
            int opcode = in.unsignedByte();
            switch (opcode) {
                case '.' -> { // STOP
                    return pop();
                }
                case 0x80 -> protocol();
                case 0x95 -> in.skip(8); // FRAME
                case '(' -> marks.push(stack.size());
                case '0' -> pop();
                case '1' -> popToMark();
                case 'N' -> push(Nothing.NONE);
                case 0x88 -> push(new Flag(true));
                case 0x89 -> push(new Flag(false));
                case 'J' -> push(new Whole(in.integer()));
                case 'K' -> push(new Whole(in.unsignedByte()));
                case 'M' -> push(new Whole(in.unsignedShort()));
                case 0x8A -> push(new Whole(in.whole(in.unsignedByte()))); // LONG1
                case 'G' -> push(new Real(in.real()));
                case 'X' -> push(new Text(in.text(in.integer())));
                case 0x8C -> push(new Text(in.text(in.unsignedByte())));
                case 0x8D -> push(new Text(in.text(in.whole(8))));
                case 'U' -> push(new Text(in.text(in.unsignedByte()))); // SHORT_BINSTRING
                case ']', ')' -> push(new Sequence());
                case '}' -> push(new Dictionary());
                case 0x85 -> tuple(1);
                case 0x86 -> tuple(2);
                case 0x87 -> tuple(3);
                case 't', 'l' -> push(sequence(popToMark()));
                case 'a' -> append(List.of(pop()));
                case 'e' -> append(popToMark());
                case 's' -> setItem();
                case 'u' -> setItems(popToMark());
                case 'q' -> memo.put(in.unsignedByte(), peek());
                case 'r' -> memo.put(in.integer(), peek());
                case 0x94 -> memo.put(memo.size(), peek()); // MEMOIZE
                case 'h' -> recall(in.unsignedByte());
                case 'j' -> recall(in.integer());
                case 'c' -> push(new Known(KnownName.of(in.line(), in.line())));
                case 0x93 -> stackGlobal();
                case 'R' -> reduce();
                case 'b' -> build();
                case 'Q' -> push(TensorParts.storage(pop()));
                default ->
                    throw new ModelException("The checkpoint's pickle holds the operation 0x"
                            + Integer.toHexString(opcode) + " at byte " + (in.position() - 1)
                            + ", which data does not need: it is refused, and nothing of it was run.");
            }
        }
        throw in.damaged("more than " + MOST_OPERATIONS + " operations");
    }

    private void protocol() {
        int version = in.unsignedByte();
        if (version < 2 || version > NEWEST_PROTOCOL) {
            throw in.damaged("protocol " + version + ", known are 2 to " + NEWEST_PROTOCOL);
        }
    }

    private void push(PickleValue value) {
        stack.add(value);
    }

    private PickleValue pop() {
        PickleValue top = peek();
        stack.remove(stack.size() - 1);
        return top;
    }

    private PickleValue peek() {
        int lowest = marks.isEmpty() ? 0 : marks.peek();
        if (stack.size() <= lowest) {
            throw in.damaged("the stack is empty");
        }
        return stack.get(stack.size() - 1);
    }

    private List<PickleValue> popToMark() {
        if (marks.isEmpty()) {
            throw in.damaged("there is no mark");
        }
        List<PickleValue> above = stack.subList(marks.pop(), stack.size());
        List<PickleValue> popped = List.copyOf(above);
        above.clear();
        return popped;
    }

    private void recall(int place) {
        PickleValue value = memo.get(place);
        if (value == null) {
            throw in.damaged("nothing was remembered under " + place);
        }
        push(value);
    }

    private static Sequence sequence(List<PickleValue> items) {
        Sequence sequence = new Sequence();
        sequence.items.addAll(items);
        return sequence;
    }

    private void tuple(int length) {
        List<PickleValue> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            items.add(0, pop());
        }
        push(sequence(items));
    }

    private void append(List<PickleValue> items) {
        if (!(peek() instanceof Sequence sequence)) {
            throw in.damaged("something is appended to what is no list");
        }
        sequence.items.addAll(items);
    }

    private void setItem() {
        PickleValue value = pop();
        setItems(List.of(pop(), value));
    }

    private void setItems(List<PickleValue> keysAndValues) {
        if (!(peek() instanceof Dictionary dictionary) || keysAndValues.size() % 2 != 0) {
            throw in.damaged("an entry is put into what is no dictionary");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            if (keysAndValues.get(i) instanceof Text key) {
                dictionary.entries.put(key.value(), keysAndValues.get(i + 1));
            }
        }
    }

    private void stackGlobal() {
        if (pop() instanceof Text name && pop() instanceof Text module) {
            push(new Known(KnownName.of(module.value(), name.value())));
        } else {
            throw in.damaged("a name that is no text");
        }
    }

    /** Python would call something here. */
    private void reduce() {
        if (pop() instanceof Sequence arguments && pop() instanceof Known known) {
            push(
                    switch (known.name()) {
                        case ORDERED_DICT -> new Dictionary();
                        case REBUILD_TENSOR -> TensorParts.tensor(arguments.items);
                        case REBUILD_PARAMETER -> TensorParts.parameter(arguments.items);
                        case FLOATS, HALVES, BRAIN_FLOATS, DOUBLES, LONGS, INTEGERS, BYTES ->
                            throw in.damaged("a storage that does not lie in the archive");
                    });
        } else {
            throw in.damaged("a call of what is no known name");
        }
    }

    /** Attributes of a dictionary (a state dict carries version notes) are of no use here. */
    private void build() {
        pop();
        if (!(peek() instanceof Dictionary)) {
            throw in.damaged("attributes for what is no dictionary");
        }
    }
}
