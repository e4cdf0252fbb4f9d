package io.pinpipe.benchmarks.compare;

/**
 * What a run of a candidate has to do.
 *
 * @param records how many records, from 1
 * @param bytes how large each is, about; zero for as large as they come
 * @param threads how many threads send, from 1
 */
public record Load(long records, int bytes, int threads) {

    /**
     * What a comparison under this load is called.
     *
     * @param comparison its name under a usual load
     * @return the name, with what is not usual
     */
    public String named(String comparison) {
        return comparison
                + (bytes == 0 ? "" : ", " + bytes + " bytes")
                + (threads == 1 ? "" : ", " + threads + " threads");
    }
}
