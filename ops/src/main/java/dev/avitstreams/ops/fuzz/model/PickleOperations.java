package dev.avitstreams.ops.fuzz.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Pickles one operation at a time (protocol 2), as PyTorch writes them. */
final class PickleOperations {
    /** Calls the first two things remembered with each other, and drops what comes out. */
    static final byte[] CALL_AGAIN = {'h', 0, 'h', 1, 'R', '0'};

    private static final byte[] PROTOCOL = {(byte) 0x80, 2};
    private static final byte[] MARK = {'('};
    private static final byte[] TUPLE = {'t'};
    private static final byte[] STOP = {'.'};
    private static final byte[] KNOWN = {
        '.',
        '(',
        '0',
        '1',
        'N',
        'J',
        'K',
        'M',
        'G',
        'X',
        'U',
        ']',
        ')',
        '}',
        't',
        'l',
        'a',
        'e',
        's',
        'u',
        'q',
        'r',
        'h',
        'j',
        'c',
        'R',
        'b',
        'Q',
        'i',
        'o',
        (byte) 0x80,
        (byte) 0x81,
        (byte) 0x85,
        (byte) 0x87,
        (byte) 0x88,
        (byte) 0x8A,
        (byte) 0x8C,
        (byte) 0x8D,
        (byte) 0x93,
        (byte) 0x94,
        (byte) 0x95
    };

    private PickleOperations() {}

    /** An operation with too few or too many bytes behind it, as it happens. */
    static byte[] any(SplittableRandom random) {
        byte[] operation = new byte[1 + random.nextInt(10)];
        random.nextBytes(operation);
        operation[0] = KNOWN[random.nextInt(KNOWN.length)];
        return operation;
    }

    /** One tensor, [2, 3], by name. */
    static List<byte[]> stateDict() {
        List<byte[]> operations = new ArrayList<>();
        operations.add(PROTOCOL);
        operations.add(new byte[] {'}'});
        operations.add(MARK);
        operations.add(text("a.weight"));
        operations.add(global("torch._utils", "_rebuild_tensor_v2"));
        operations.add(MARK);
        addStorage(operations);
        operations.add(number(0));
        operations.add(new byte[] {'K', 2, 'K', 3, (byte) 0x86});
        operations.add(new byte[] {'K', 3, 'K', 1, (byte) 0x86});
        operations.add(new byte[] {(byte) 0x89, '}'});
        operations.add(TUPLE);
        operations.add(new byte[] {'R'});
        operations.add(new byte[] {'u'});
        operations.add(STOP);
        return operations;
    }

    private static void addStorage(List<byte[]> operations) {
        operations.add(MARK);
        operations.add(text("storage"));
        operations.add(global("torch", "FloatStorage"));
        operations.add(text("0"));
        operations.add(text("cpu"));
        operations.add(number(6));
        operations.add(TUPLE);
        operations.add(new byte[] {'Q'});
    }

    /** Remembers, as 0 and 1, how a tensor is made and what of. */
    static List<byte[]> tensorOfManySizes(int sizes) {
        List<byte[]> operations = new ArrayList<>();
        operations.add(PROTOCOL);
        operations.add(global("torch._utils", "_rebuild_tensor_v2"));
        operations.add(new byte[] {'q', 0});
        operations.add(MARK);
        addStorage(operations);
        operations.add(number(0));
        operations.add(MARK);
        for (int i = 0; i < sizes; i++) {
            operations.add(number(0));
        }
        operations.add(TUPLE);
        operations.add(new byte[] {')'});
        operations.add(TUPLE);
        operations.add(new byte[] {'q', 1});
        return operations;
    }

    private static byte[] number(int value) {
        return new byte[] {'K', (byte) value};
    }

    private static byte[] text(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('X');
        out.writeBytes(new byte[] {(byte) text.length(), 0, 0, 0});
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] global(String module, String name) {
        return ("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
