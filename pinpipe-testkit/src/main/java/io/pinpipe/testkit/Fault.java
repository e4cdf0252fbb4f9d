package io.pinpipe.testkit;

import io.pinpipe.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a scripted far side does to one request instead of storing and confirming all of it. */
public sealed interface Fault {

    /** Nothing: the request is stored and confirmed. Stands in a script between faults. */
    record None() implements Fault {}

    /**
     * Refuses some records, and stores the others.
     *
     * @param reason why; {@code THROTTLED} and {@code UNAVAILABLE} may be tried again
     * @param positions which records of the request, from 0; positions beyond the request are ignored
     */
    record RefuseSome(Reason reason, List<Integer> positions) implements Fault {}

    /**
     * Refuses every record of the request, in the way in which the far side refuses single records.
     *
     * @param reason why
     */
    record RefuseAll(Reason reason) implements Fault {}

    /**
     * Refuses the request as a whole.
     *
     * @param reason why; {@code TOO_LARGE} means that the request has too many bytes
     * @param retryAfter how long it asks to wait, as it writes it, or null
     */
    record RefuseRequest(Reason reason, @Nullable String retryAfter) implements Fault {}

    /** Cuts the connection before anything is stored. */
    record CutBeforeStoring() implements Fault {}

    /** Stores all, then cuts the connection without an answer. */
    record StoreThenCut() implements Fault {}

    /** Stores all, and never answers. */
    record StoreThenHang() implements Fault {}

    /** Never answers, and stores all when {@link FakeService#release()} is called: after the request was given up. */
    record StoreLate() implements Fault {}

    /** Stores and confirms all, but only when {@link FakeService#release()} is called. */
    record Hold() implements Fault {}

    /**
     * Stores and confirms all after a while.
     *
     * @param delay how long
     */
    record Slow(Duration delay) implements Fault {}

    /**
     * Stores and confirms all, one request after another: a service that works through what it was asked, whether or not
     * anybody still waits.
     *
     * @param each how long a record takes
     */
    record SlowByRecord(Duration each) implements Fault {}

    /** Stores all, and answers with something that is not an answer. */
    record Garbage() implements Fault {}

    /** Stores all, and confirms all but the last. */
    record ShortReply() implements Fault {}

    /** Stores all, and confirms one more than there are. */
    record LongReply() implements Fault {}

    /** Stores all, and confirms without saying where. */
    record NoPosition() implements Fault {}
}
