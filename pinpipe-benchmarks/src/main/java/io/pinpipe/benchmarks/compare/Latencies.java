package io.pinpipe.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends at a steady rate with several candidates in turn, A B A B …, and records the latency of each record. A first
 * round is not counted. Not thread-safe.
 */
public final class Latencies {

    private static final int DIGITS = 3;
    private static final int FIRST_RECORDS = 100;

    private final int rate;
    private final int rounds;
    private final Map<String, Histogram> nanos = new LinkedHashMap<>();
    private final Map<String, Long> sent = new LinkedHashMap<>();

    /**
     * Creates an instance without results.
     *
     * @param rate records a second, from 1
     * @param rounds how often each is measured, from 1
     */
    public Latencies(int rate, int rounds) {
        this.rate = rate;
        this.rounds = rounds;
    }

    /**
     * Measures candidates in turn.
     *
     * @param ways the candidates
     * @param records the number of records in a round, from 1
     * @throws Exception when a candidate fails
     */
    public void measure(List<? extends Paced> ways, long records) throws Exception {
        for (int round = 0; round <= rounds; round++) {
            for (Paced way : ways) {
                Histogram some = measure(way, records);
                if (round > 0) {
                    nanos.merge(way.name(), some, Latencies::sum);
                    sent.merge(way.name(), records, Long::sum);
                }
            }
        }
    }

    /**
     * Returns the results so far.
     *
     * @return one result for each candidate, in the order of their first rounds
     */
    List<Latency> results() {
        List<Latency> results = new ArrayList<>();
        nanos.forEach((name, some) -> results.add(Latency.of(name, Objects.requireNonNull(sent.get(name)), some)));
        return results;
    }

    private Histogram measure(Paced way, long records) throws Exception {
        Histogram some = new ConcurrentHistogram(DIGITS);
        try {
            way.prepare();
            // Connecting, and the first record of each partition, are not part of a record's latency.
            for (long index = 0; index < Math.min(records, FIRST_RECORDS); index++) {
                way.send(index, () -> {});
            }
            way.flush();
            long period = TimeUnit.SECONDS.toNanos(1) / rate;
            long due = System.nanoTime();
            for (long index = 0; index < records; index++) {
                due += period;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                // Measured from when it was due: a blocked send delays those after it, which would not show otherwise.
                long dueAt = due;
                way.send(index, () -> some.recordValue(System.nanoTime() - dueAt));
            }
            way.flush();
            return some;
        } finally {
            way.finish();
        }
    }

    private static Histogram sum(Histogram one, Histogram other) {
        Objects.requireNonNull(one).add(other);
        return one;
    }
}
