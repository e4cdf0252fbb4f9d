package io.pinpipe.clean;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fingerprint of a byte sequence: the 128 bits of MurmurHash3 (x64 variant, seed 0). Not resistant to crafted
 * collisions.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
record Fingerprint(long high, long low) {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 2 * Long.BYTES;

    static Fingerprint of(byte[] bytes, int from, int length) {
        long h1 = 0;
        long h2 = 0;
        int at = from;
        for (int end = from + length - length % BLOCK; at < end; at += BLOCK) {
            h1 ^= first((long) WORD.get(bytes, at));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= second((long) WORD.get(bytes, at + Long.BYTES));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        int left = from + length - at;
        h2 ^= second(tail(bytes, at + Long.BYTES, left - Long.BYTES));
        h1 ^= first(tail(bytes, at, Math.min(left, Long.BYTES)));

        h1 ^= length;
        h2 ^= length;
        h1 += h2;
        h2 += h1;
        h1 = mix(h1);
        h2 = mix(h2);
        h1 += h2;
        return new Fingerprint(h1, h2 + h1);
    }

    private static long first(long word) {
        return Long.rotateLeft(word * C1, 31) * C2;
    }

    private static long second(long word) {
        return Long.rotateLeft(word * C2, 33) * C1;
    }

    /** Returns the remaining bytes as a number; 0 when none remain. */
    private static long tail(byte[] bytes, int at, int count) {
        long word = 0;
        for (int i = count - 1; i >= 0; i--) {
            word = word << Byte.SIZE | (bytes[at + i] & 0xff);
        }
        return word;
    }

    private static long mix(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
