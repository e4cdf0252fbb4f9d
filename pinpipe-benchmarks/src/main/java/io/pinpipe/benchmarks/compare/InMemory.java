package io.pinpipe.benchmarks.compare;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that processes records in memory on one thread.
 *
 * @param <R> the type of the records
 */
public final class InMemory<R> implements Candidate {

    private final String name;
    private final List<R> distinct;
    private final long records;
    private final Function<R, @Nullable Object> work;
    private @Nullable Object last;
    private long made;

    /**
     * Creates a candidate.
     *
     * @param name its name
     * @param distinct the records, which are repeated
     * @param records the number of records in a run
     * @param work processes a record; may return null
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
                // Kept, so that the compiler cannot eliminate the work.
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
