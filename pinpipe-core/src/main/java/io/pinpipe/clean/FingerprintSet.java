package io.pinpipe.clean;

import org.jspecify.annotations.Nullable;

/**
 * A growing set of fingerprints: many small open-addressing tables, which grow one at a time and by a quarter, so that
 * neither the spare room nor the copy during growth is ever large. Not thread-safe.
 */
final class FingerprintSet {

    private static final int SEGMENT_BITS = 10;

    private final @Nullable Segment[] segments = new @Nullable Segment[1 << SEGMENT_BITS];
    private long size;
    private boolean zero;

    /** Adds a fingerprint; returns whether it was new. */
    boolean add(long high, long low) {
        if ((high | low) == 0) {
            return addZero();
        }
        int at = (int) (high >>> (Long.SIZE - SEGMENT_BITS));
        Segment segment = segments[at];
        if (segment == null) {
            segment = new Segment();
            segments[at] = segment;
        }
        boolean added = segment.add(high, low);
        if (added) {
            size++;
        }
        return added;
    }

    /** Two zeros mark a free slot, so that they cannot stand for themselves. */
    private boolean addZero() {
        boolean added = !zero;
        if (added) {
            zero = true;
            size++;
        }
        return added;
    }

    long size() {
        return size;
    }

    /** Bytes of all tables. */
    long bytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += segment == null ? 0 : (long) segment.slots.length * Long.BYTES;
        }
        return bytes;
    }

    /** One table; a fingerprint takes the first free slot from the place that its low half names. */
    private static final class Segment {

        private static final int FIRST_CAPACITY = 8;

        private long[] slots = new long[2 * FIRST_CAPACITY];
        private int size;

        boolean add(long high, long low) {
            int at = slot(slots, high, low);
            if (holds(slots, at)) {
                return false;
            }
            if (size >= limit(slots.length / 2)) {
                grow();
                at = slot(slots, high, low);
            }
            slots[at] = high;
            slots[at + 1] = low;
            size++;
            return true;
        }

        private void grow() {
            int capacity = slots.length / 2;
            long[] larger = new long[2 * Math.addExact(capacity, Math.max(FIRST_CAPACITY / 2, capacity / 4))];
            for (int at = 0; at < slots.length; at += 2) {
                if (holds(slots, at)) {
                    int to = slot(larger, slots[at], slots[at + 1]);
                    larger[to] = slots[at];
                    larger[to + 1] = slots[at + 1];
                }
            }
            slots = larger;
        }

        /** How many fingerprints a table of some capacity takes. */
        private static int limit(int capacity) {
            return capacity / 4 * 3;
        }

        /** Where the fingerprint stands, or would. */
        private static int slot(long[] slots, long high, long low) {
            long capacity = slots.length / 2;
            int at = 2 * (int) ((low >>> 33) * capacity >>> 31);
            while (holds(slots, at) && (slots[at] != high || slots[at + 1] != low)) {
                at += 2;
                if (at == slots.length) {
                    at = 0;
                }
            }
            return at;
        }

        private static boolean holds(long[] slots, int at) {
            return (slots[at] | slots[at + 1]) != 0;
        }
    }
}
