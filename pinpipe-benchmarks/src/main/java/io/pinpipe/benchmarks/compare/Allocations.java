package io.pinpipe.benchmarks.compare;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Counts the heap bytes allocated by the threads of this JVM.
 *
 * <p>The counters of all threads are sampled every {@value #PERIOD_MILLIS} ms, since a thread's counter disappears with
 * it: its allocations after the last sample are missed. Memory outside the heap is not counted. Thread-safe.
 */
final class Allocations implements AutoCloseable {

    private static final int PERIOD_MILLIS = 25;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> bytesByThread = new HashMap<>();
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "allocations");
        thread.setDaemon(true);
        return thread;
    });

    Allocations() {
        reader.scheduleAtFixedRate(this::total, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns all bytes observed so far. */
    synchronized long total() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] >= 0) {
                bytesByThread.put(ids[i], bytes[i]);
            }
        }
        return bytesByThread.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
