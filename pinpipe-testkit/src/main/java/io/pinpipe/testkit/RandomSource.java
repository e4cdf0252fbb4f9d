package io.pinpipe.testkit;

/**
 * Random numbers that are the same on every machine and Java release: SplitMix64, seeded by any three numbers, so that
 * the numbers of one row do not depend on the rows before it. Not thread-safe.
 */
final class RandomSource {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private RandomSource(long state) {
        this.state = state;
    }

    /** Creates the source for one number in one of a seed's streams; sources of different numbers are independent. */
    static RandomSource of(long seed, int stream, long number) {
        return new RandomSource(mix(mix(seed + stream) + number * GOLDEN));
    }

    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** Returns a number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (((bits() >>> 32) * bound) >>> 32);
    }

    /** Returns a number from 0 (inclusive) to 1 (exclusive). */
    double fraction() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Returns true with a probability of {@code hits / outOf}. */
    boolean chance(int hits, int outOf) {
        return below(outOf) < hits;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
