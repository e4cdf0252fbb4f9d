package io.pinpipe.benchmarks.compare;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that makes something of each record, in memory and on one thread.
 *
 * @param <R> what a record is
 */
public final class InMemory<R> implements Candidate {

    private final String name;
    private final List<R> distinct;
    private final long records;
    private final Function<R, @Nullable Object> work;
    private @Nullable Object last;
    private long made;

    /**
     * Begins.
     *
     * @param name what it is called
     * @param distinct the records; they are gone through again and again
     * @param records how many records a run takes
     * @param work makes something of a record, or null
     */
    public InMemory(String name, List<R> distinct, long records, Function<R, @Nullable Object> work) {
        this.name = name;
        this.distinct = List.copyOf(distinct);
        this.records = records;
        this.work = work;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public long run() {
        made = 0;
        for (long record = 0; record < records; record++) {
            Object result = work.apply(distinct.get((int) (record % distinct.size())));
            if (result != null && result != last) {
                made++;
                // Kept, so that the work cannot be left out by the compiler.
                last = result;
            }
        }
        return made;
    }

    @Override
    public long arrived() {
        return made;
    }
}
