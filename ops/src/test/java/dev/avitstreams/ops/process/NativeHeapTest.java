package dev.avitstreams.ops.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NativeHeapTest {
    private static final int BLOCK_BYTES = 64 * 1024; // below what malloc asks the system for by itself
    private static final int BLOCKS = 2048;
    private static final int KEPT = 16;

    @Test
    void whatWasFreedBetweenBlocksInUseIsGivenBack() {
        List<BytePointer> inUse = new ArrayList<>();
        List<BytePointer> freed = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            BytePointer memory = new BytePointer(Pointer.malloc(BLOCK_BYTES)).capacity(BLOCK_BYTES);
            Pointer.memset(memory, 1, BLOCK_BYTES);
            (block % KEPT == 0 ? inUse : freed).add(memory);
        }
        freed.forEach(Pointer::free);
        long before = Pointer.physicalBytes();

        boolean can = NativeHeap.trim();

        long after = Pointer.physicalBytes();
        inUse.forEach(Pointer::free);
        assertThat(can).isTrue();
        assertThat(before - after).isGreaterThan(BLOCKS / 2 * BLOCK_BYTES);
    }
}
