package io.pinpipe.benchmarks.compare;

/**
 * What one run took.
 *
 * @param records how many records it was to do
 * @param done how many it says it did
 * @param nanos wall time
 * @param cpuNanos processor time of this process and of the candidate's own children
 * @param allocatedBytes bytes allocated on the heap of this Java machine
 */
record Run(long records, long done, long nanos, long cpuNanos, long allocatedBytes) {

    private static final double NANOS_A_SECOND = 1e9;
    private static final double MILLION = 1e6;

    double recordsPerSecond() {
        return records * NANOS_A_SECOND / nanos;
    }

    double cpuSecondsPerMillion() {
        return cpuNanos / NANOS_A_SECOND * MILLION / records;
    }

    double allocatedBytesPerMillion() {
        return allocatedBytes * MILLION / records;
    }
}
