package io.pinpipe.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Runs queries in parallel: without an index each takes the server long. */
final class ParallelQueries {

    private ParallelQueries() {}

    /**
     * Runs each query on its own thread and waits until all have completed, normally or not; an interrupt is forwarded
     * to those threads.
     *
     * @return the results, in the order of the queries
     * @throws RuntimeException the exception of the first query that failed; those of others are suppressed in it
     */
    static <T> List<T> run(List<? extends Supplier<T>> queries) {
        List<FutureTask<T>> tasks =
                queries.stream().map(query -> new FutureTask<T>(query::get)).toList();
        List<Thread> threads = tasks.stream().map(ParallelQueries::start).toList();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        try {
            return results(tasks);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> List<T> results(List<FutureTask<T>> tasks) {
        List<T> results = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (FutureTask<T> task : tasks) {
            try {
                results.add(task.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e));
            } catch (InterruptedException e) {
                throw new IllegalStateException("a thread ended without a result", e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
        return results;
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "pinpipe-source");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
