package io.pinpipe.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that share work which is numbered from 0. */
public final class Senders {

    private Senders() {}

    /** Does one number's work. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does it.
         *
         * @param number which
         * @throws Exception when it cannot be done; ends the thread that does it
         */
        void on(long number) throws Exception;
    }

    /**
     * Does all numbers, the first thread the first ones.
     *
     * @param threads how many, from 1; one is the caller's own
     * @param count how many numbers
     * @param work what to do with each
     * @throws Exception the first that the work threw
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

    @SuppressWarnings("NullAway") // a Callable without a result gives null
    private static Void range(long from, long to, Work work) throws Exception {
        for (long number = from; number < to; number++) {
            work.on(number);
        }
        return null;
    }
}
