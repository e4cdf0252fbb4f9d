package io.pinpipe.clean;

import org.jspecify.annotations.Nullable;

/**
 * A growing set of fingerprints: many small open-addressing tables that grow one at a time by a quarter, so that
 * neither spare capacity nor the copy during growth is ever large. Not thread-safe.
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

    /** Two zeros mark a free slot, so the all-zero fingerprint is tracked separately. */
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

    /** Size of all tables in bytes. */
    long bytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += segment == null ? 0 : (long) segment.slots.length * Long.BYTES;
        }
        return bytes;
    }

    /** One table; a fingerprint takes the first free slot from the one that its low half selects. */
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

        /** Maximum number of fingerprints in a table of a given capacity. */
        private static int limit(int capacity) {
            return capacity / 4 * 3;
        }

        /** Returns the slot of the fingerprint, or the free one where it belongs. */
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
