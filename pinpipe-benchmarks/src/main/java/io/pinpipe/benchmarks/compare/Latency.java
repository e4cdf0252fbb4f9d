package io.pinpipe.benchmarks.compare;

import org.HdrHistogram.Histogram;

/**
 * How long records took.
 *
 * @param name by what they were sent
 * @param sent how many
 * @param acknowledged how many were acknowledged
 * @param p50 milliseconds that half of them took at most
 * @param p99 milliseconds that 99 % took at most
 * @param p999 milliseconds that 99.9 % took at most
 * @param max the longest, in milliseconds
 */
record Latency(String name, long sent, long acknowledged, double p50, double p99, double p999, double max) {

    private static final double NANOS_A_MILLI = 1e6;

    static Latency of(String name, long sent, Histogram nanos) {
        return new Latency(
                name,
                sent,
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS_A_MILLI,
                nanos.getValueAtPercentile(99) / NANOS_A_MILLI,
                nanos.getValueAtPercentile(99.9) / NANOS_A_MILLI,
                nanos.getMaxValue() / NANOS_A_MILLI);
    }

    long lost() {
        return sent - acknowledged;
    }
}
