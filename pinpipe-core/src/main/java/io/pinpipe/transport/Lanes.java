package io.pinpipe.transport;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one destination, and which of them are ready to send: ordered by when their heads were accepted, however
 * often a head was refused or had to wait for its key. Not thread-safe.
 */
final class Lanes {

    private final Map<String, Lane> byKey = new HashMap<>();

    /** Ready lanes that arrived in the order of their heads, so that unique keys cost no more than a plain queue. */
    private final ArrayDeque<Lane> inOrder = new ArrayDeque<>();

    /** Ready lanes that arrived out of order. */
    private final PriorityQueue<Lane> returned = new PriorityQueue<>(Comparator.comparingLong(lane -> lane.place));

    private long readyBytes;

    /**
     * Appends an event to its lane, or to a new lane when it has no key.
     *
     * @return the lane when the event is its head and may be sent
     */
    @Nullable
    Lane accept(PendingEvent entry, boolean keyed) {
        String key = entry.key;
        if (!keyed || key == null) {
            Lane alone = new Lane(null);
            alone.add(entry);
            return alone;
        }
        Lane lane = byKey.get(key);
        if (lane != null) {
            lane.add(entry);
            return null;
        }
        lane = new Lane(key);
        byKey.put(key, lane);
        lane.add(entry);
        return lane;
    }

    /** Makes a lane ready, or forgets it when it is empty; returns its head, or null. */
    @Nullable
    PendingEvent ready(Lane lane) {
        PendingEvent head = lane.liveHead();
        if (head == null) {
            forget(lane);
            return null;
        }
        lane.place = head.sequence;
        lane.readyBytes = head.requestBytes;
        Lane last = inOrder.peekLast();
        if (last == null || last.place < lane.place) {
            inOrder.add(lane);
        } else {
            returned.add(lane);
        }
        readyBytes += lane.readyBytes;
        return head;
    }

    void forget(Lane lane) {
        if (lane.key != null) {
            byKey.remove(lane.key, lane);
        }
    }

    /** Returns the ready lane whose head was accepted first; its head is pending. Null when none is ready. */
    @Nullable
    Lane first() {
        for (Lane lane = peek(); lane != null; lane = peek()) {
            PendingEvent head = lane.liveHead();
            if (head != null && head.sequence == lane.place) {
                return lane;
            }
            take(lane);
            ready(lane);
        }
        return null;
    }

    /** Removes the lane that {@link #first} returned. */
    void take(Lane first) {
        if (inOrder.peekFirst() == first) {
            inOrder.removeFirst();
        } else {
            returned.remove();
        }
        readyBytes -= first.readyBytes;
    }

    /** The number of ready lanes; a lane whose events have all completed counts until it would come first. */
    int readyCount() {
        return inOrder.size() + returned.size();
    }

    long readyBytes() {
        return readyBytes;
    }

    /** The minimum of a function over the heads of the ready lanes, or {@link Long#MAX_VALUE}. */
    long least(ToLongFunction<PendingEvent> of) {
        long[] least = {Long.MAX_VALUE};
        Consumer<Lane> compare = lane -> {
            PendingEvent head = lane.liveHead();
            if (head != null) {
                least[0] = Math.min(least[0], of.applyAsLong(head));
            }
        };
        inOrder.forEach(compare);
        returned.forEach(compare);
        return least[0];
    }

    void clear() {
        byKey.clear();
        inOrder.clear();
        returned.clear();
        readyBytes = 0;
    }

    private @Nullable Lane peek() {
        Lane first = inOrder.peekFirst();
        Lane back = returned.peek();
        return back == null || (first != null && first.place < back.place) ? first : back;
    }
}
