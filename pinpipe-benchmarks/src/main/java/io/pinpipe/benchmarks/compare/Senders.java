package io.pinpipe.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that share numbered work. */
public final class Senders {

    private Senders() {}

    /** The work for one number. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does the work.
         *
         * @param number the number, from 0
         * @throws Exception when it fails; ends the thread
         */
        void on(long number) throws Exception;
    }

    /**
     * Does the work for all numbers, starting with the first thread for the first ones.
     *
     * @param threads the number of threads, from 1; one of them is the caller's
     * @param count the number of numbers
     * @param work the work
     * @throws Exception the first exception of the work
     */
    public static void run(int threads, long count, Work work) throws Exception {
        if (threads == 1) {
            range(0, count, work);
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> parts = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                long from = count * thread / threads;
                long to = count * (thread + 1) / threads;
                parts.add(() -> range(from, to, work));
            }
            for (Future<Void> part : executor.invokeAll(parts)) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            executor.shutdownNow();
        }
    }

    @SuppressWarnings("NullAway") // a Callable without a result returns null
    private static Void range(long from, long to, Work work) throws Exception {
        for (long number = from; number < to; number++) {
            work.on(number);
        }
        return null;
    }
}
