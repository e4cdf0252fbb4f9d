package io.pinpipe.testkit;

import io.pinpipe.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a scripted service does to one request instead of storing and confirming all of it. */
public sealed interface Fault {

    /** No fault: the request is stored and confirmed. A placeholder in a script. */
    record None() implements Fault {}

    /**
     * Refuses some records and stores the others.
     *
     * @param reason the reason; {@code THROTTLED} and {@code UNAVAILABLE} are retriable
     * @param positions the refused records of the request, from 0; positions beyond the request are ignored
     */
    record RefuseSome(Reason reason, List<Integer> positions) implements Fault {}

    /**
     * Refuses every record of the request, in the way in which the service refuses single records.
     *
     * @param reason the reason
     */
    record RefuseAll(Reason reason) implements Fault {}

    /**
     * Refuses the request as a whole.
     *
     * @param reason the reason; {@code TOO_LARGE} means that the request has too many bytes
     * @param retryAfter the delay that the service asks for, in the format of the wire, or null
     */
    record RefuseRequest(Reason reason, @Nullable String retryAfter) implements Fault {}

    /** Closes the connection before anything is stored. */
    record CutBeforeStoring() implements Fault {}

    /** Stores all records, then closes the connection without an answer. */
    record StoreThenCut() implements Fault {}

    /** Stores all records but never answers. */
    record StoreThenHang() implements Fault {}

    /**
     * Never answers, and stores all records when {@link FakeService#release()} is called, after the request was
     * abandoned.
     */
    record StoreLate() implements Fault {}

    /** Stores and confirms all records, but only when {@link FakeService#release()} is called. */
    record Hold() implements Fault {}

    /**
     * Stores and confirms all records after a delay.
     *
     * @param delay the delay
     */
    record Slow(Duration delay) implements Fault {}

    /**
     * Stores and confirms all records, one request after another: a service that works through its queue, whether or
     * not a client still waits.
     *
     * @param each the time for each record
     */
    record SlowByRecord(Duration each) implements Fault {}

    /** Stores all records but answers with garbage. */
    record Garbage() implements Fault {}

    /** Stores all records but confirms all but the last. */
    record ShortReply() implements Fault {}

    /** Stores all records but confirms one more than there are. */
    record LongReply() implements Fault {}

    /** Stores and confirms all records without their positions. */
    record NoPosition() implements Fault {}
}
