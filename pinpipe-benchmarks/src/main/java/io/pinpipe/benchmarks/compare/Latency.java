package io.pinpipe.benchmarks.compare;

import org.HdrHistogram.Histogram;

/**
 * The latencies of records.
 *
 * @param name the name of the candidate
 * @param sent the number of records sent
 * @param acknowledged the number of records acknowledged
 * @param p50 the median in milliseconds
 * @param p99 the 99th percentile in milliseconds
 * @param p999 the 99.9th percentile in milliseconds
 * @param max the maximum in milliseconds
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
