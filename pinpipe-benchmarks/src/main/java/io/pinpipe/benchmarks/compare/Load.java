package io.pinpipe.benchmarks.compare;

/**
 * The work of one run of a candidate.
 *
 * @param records the number of records, from 1
 * @param bytes the approximate size of each; zero for the generated size
 * @param threads the number of sending threads, from 1
 */
public record Load(long records, int bytes, int threads) {

    /**
     * Returns the name of a comparison under this load.
     *
     * @param comparison its name under the default load
     * @return the name, with everything that differs from the default
     */
    public String named(String comparison) {
        return comparison
                + (bytes == 0 ? "" : ", " + bytes + " bytes")
                + (threads == 1 ? "" : ", " + threads + " threads");
    }
}
