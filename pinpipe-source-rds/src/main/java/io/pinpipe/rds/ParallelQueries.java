package io.pinpipe.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Questions to the database that are asked at the same time, since a server without an index takes long over each. */
final class ParallelQueries {

    private ParallelQueries() {}

    /**
     * Asks each question on a thread of its own, and waits for all answers, however they end; an interrupt is passed on
     * to those threads.
     *
     * @return the answers, in the order of the questions
     * @throws RuntimeException what the first question that failed threw; the failures of others are suppressed in it
     */
    static <T> List<T> ask(List<? extends Supplier<T>> questions) {
        List<FutureTask<T>> answers = questions.stream()
                .map(question -> new FutureTask<T>(question::get))
                .toList();
        List<Thread> threads = answers.stream().map(ParallelQueries::start).toList();
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
            return results(answers);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> List<T> results(List<FutureTask<T>> answers) {
        List<T> results = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (FutureTask<T> answer : answers) {
            try {
                results.add(answer.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e));
            } catch (InterruptedException e) {
                throw new IllegalStateException("a thread ended without its answer", e);
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
