package io.pinpipe.benchmarks.source;

import java.util.List;
import java.util.SplittableRandom;

/** Random rows, different in each run, but the same in each execution of the program. */
final class Picks {

    private static final long SEED = 100;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final long rows;

    Picks(long rows) {
        this.rows = rows;
    }

    List<Long> next(int count) {
        return random.longs(count, 0, rows).boxed().toList();
    }
}
