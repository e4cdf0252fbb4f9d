package io.pinpipe.testkit;

import io.pinpipe.Message;
import io.pinpipe.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory service that follows a script: it stores records, records requests and answers them.
 *
 * <p>A harness exposes it over a transport's protocol: it parses a request, passes it to {@link #receive}, and writes
 * the {@link Answer} like the real service would. Thread-safe.
 */
public final class FakeService {

    /**
     * A record as it arrived.
     *
     * @param key the key on the wire, or null when it has none
     * @param json the payload
     * @param headers the headers, in their order
     */
    public record Incoming(@Nullable String key, String json, List<Message.Header> headers) {

        /**
         * Creates a record without headers.
         *
         * @param key the key on the wire, or null when it has none
         * @param json the payload
         */
        public Incoming(@Nullable String key, String json) {
            this(key, json, List.of());
        }
    }

    /**
     * A stored record.
     *
     * @param key the ordering key, or null
     * @param json the payload
     * @param position the offset or sequence number in its destination, from 0
     * @param headers the headers, in their order
     */
    public record Held(@Nullable String key, String json, long position, List<Message.Header> headers) {}

    /**
     * A received request.
     *
     * @param destination the topic or stream
     * @param records how many records it carried
     * @param bytes its size as counted by the limit
     * @param receivedAt the time of its arrival, in nanoseconds of the service's clock
     */
    public record Request(String destination, int records, long bytes, long receivedAt) {}

    /** How to answer a request. */
    public sealed interface Answer {

        /**
         * One result for each record, or too few or too many of them.
         *
         * @param results the results, in the order of the records
         */
        record Reply(List<Result> results) implements Answer {}

        /**
         * Refuses the request as a whole.
         *
         * @param reason the reason
         * @param retryAfter the delay that the service asks for, in the format of the wire, or null
         */
        record Refusal(Reason reason, @Nullable String retryAfter) implements Answer {}

        /** No answer: the connection is closed. */
        record Cut() implements Answer {}

        /** No answer: the connection stays open. */
        record Silence() implements Answer {}

        /** A malformed answer. */
        record Nonsense() implements Answer {}
    }

    /**
     * The result of one record.
     *
     * @param position where it is stored, or null when it is not stored or the service does not report it
     * @param refusal why it was refused, or null when it was stored
     */
    public record Result(@Nullable Long position, @Nullable Reason refusal) {}

    /**
     * An answer and when to send it.
     *
     * @param answer the answer
     * @param after completes when the answer may be sent
     * @param delay how long to wait after that
     */
    public record Timed(Answer answer, CompletableFuture<Void> after, Duration delay) {}

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final LongSupplier clock;
    private final Map<String, List<Held>> held = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();
    private final ArrayDeque<Fault> script = new ArrayDeque<>();
    private final List<Runnable> stored = new ArrayList<>();
    private Fault otherwise = new Fault.None();
    private boolean busy;
    private long busyUntil;
    private CompletableFuture<Void> released = new CompletableFuture<>();

    /** Creates an empty service without faults. */
    public FakeService() {
        this(System::nanoTime);
    }

    /**
     * Creates a service with a custom clock.
     *
     * @param clock nanoseconds from an arbitrary origin
     */
    public FakeService(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Adds faults for the next requests, one for each, in order of arrival.
     *
     * @param faults the faults
     */
    public synchronized void script(Fault... faults) {
        script.addAll(List.of(faults));
    }

    /**
     * Sets the fault of requests after the end of the script.
     *
     * @param fault the fault
     */
    public synchronized void otherwise(Fault fault) {
        otherwise = fault;
    }

    /**
     * Releases what was held back: confirms {@link Fault.Hold}, stores {@link Fault.StoreLate}; the script is
     * unchanged.
     */
    public void release() {
        List<Runnable> late;
        CompletableFuture<Void> waiting;
        synchronized (this) {
            late = List.copyOf(stored);
            stored.clear();
            waiting = released;
            released = new CompletableFuture<>();
        }
        late.forEach(Runnable::run);
        waiting.complete(null);
    }

    /**
     * Processes a request.
     *
     * @param destination the topic or stream
     * @param records its records
     * @param bytes its size as counted by the limit
     * @return how to answer it
     */
    public synchronized Timed receive(String destination, List<Incoming> records, long bytes) {
        requests.add(new Request(destination, records.size(), bytes, clock.getAsLong()));
        Fault fault = script.isEmpty() ? otherwise : script.remove();
        if (fault instanceof Fault.RefuseSome some) {
            return now(new Answer.Reply(storeExcept(destination, records, some.positions(), some.reason())));
        } else if (fault instanceof Fault.RefuseAll all) {
            return now(new Answer.Reply(refuseAll(records, all.reason())));
        } else if (fault instanceof Fault.RefuseRequest refused) {
            return now(new Answer.Refusal(refused.reason(), refused.retryAfter()));
        } else if (fault instanceof Fault.CutBeforeStoring) {
            return now(new Answer.Cut());
        } else if (fault instanceof Fault.StoreLate) {
            stored.add(() -> store(destination, records));
            return new Timed(new Answer.Silence(), NOW, Duration.ZERO);
        } else if (fault instanceof Fault.Hold) {
            return new Timed(new Answer.Reply(store(destination, records)), released, Duration.ZERO);
        }
        List<Result> results = store(destination, records);
        if (fault instanceof Fault.Slow slow) {
            return new Timed(new Answer.Reply(results), NOW, slow.delay());
        } else if (fault instanceof Fault.SlowByRecord slow) {
            long now = clock.getAsLong();
            long idleSince = busy && busyUntil - now > 0 ? busyUntil : now;
            busy = true;
            busyUntil = idleSince + slow.each().multipliedBy(records.size()).toNanos();
            return new Timed(new Answer.Reply(results), NOW, Duration.ofNanos(busyUntil - now));
        } else if (fault instanceof Fault.StoreThenCut) {
            return now(new Answer.Cut());
        } else if (fault instanceof Fault.StoreThenHang) {
            return now(new Answer.Silence());
        } else if (fault instanceof Fault.Garbage) {
            return now(new Answer.Nonsense());
        } else if (fault instanceof Fault.ShortReply) {
            return now(new Answer.Reply(results.subList(0, results.size() - 1)));
        } else if (fault instanceof Fault.LongReply) {
            List<Result> more = new ArrayList<>(results);
            more.add(results.get(0));
            return now(new Answer.Reply(more));
        } else if (fault instanceof Fault.NoPosition) {
            return now(new Answer.Reply(
                    results.stream().map(result -> new Result(null, null)).toList()));
        }
        return now(new Answer.Reply(results));
    }

    /**
     * Returns what a destination holds.
     *
     * @param destination the topic or stream
     * @return the records in the order in which they were stored; a copy
     */
    public synchronized List<Held> held(String destination) {
        return List.copyOf(held.getOrDefault(destination, List.of()));
    }

    /**
     * Returns what all destinations hold.
     *
     * @return the records, destination by destination; a copy
     */
    public synchronized List<Held> held() {
        return held.values().stream().flatMap(Collection::stream).toList();
    }

    /**
     * Returns the requests received.
     *
     * @return the requests in the order in which they arrived; a copy
     */
    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    private static Timed now(Answer answer) {
        return new Timed(answer, NOW, Duration.ZERO);
    }

    private synchronized List<Result> store(String destination, List<Incoming> records) {
        return storeExcept(destination, records, List.of(), Reason.REJECTED);
    }

    private List<Result> storeExcept(String destination, List<Incoming> records, List<Integer> refused, Reason reason) {
        List<Held> all = held.computeIfAbsent(destination, name -> new ArrayList<>());
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (refused.contains(i)) {
                results.add(new Result(null, reason));
            } else {
                long position = all.size();
                Incoming record = records.get(i);
                all.add(new Held(record.key(), record.json(), position, record.headers()));
                results.add(new Result(position, null));
            }
        }
        return results;
    }

    private static List<Result> refuseAll(List<Incoming> records, Reason reason) {
        return records.stream().map(record -> new Result(null, reason)).toList();
    }
}
