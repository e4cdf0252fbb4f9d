package io.pinpipe.benchmarks.compare;

/**
 * The cost of one run.
 *
 * @param records the number of records to do
 * @param done the number of records reported as done
 * @param nanos wall time
 * @param cpuNanos processor time of this process and of the candidate's child processes
 * @param allocatedBytes heap bytes allocated in this JVM
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
