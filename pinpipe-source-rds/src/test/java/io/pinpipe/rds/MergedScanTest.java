package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On which threads a scan queries its tables. */
class MergedScanTest {

    @Test
    void tablesThatTheServerSortsFirstAreAskedAtTheSameTime() {
        CyclicBarrier allAsked = new CyclicBarrier(SourceTable.ALL.size());

        assertThat(scan(new NoRows(true, () -> meet(allAsked))).hasNext()).isFalse();
    }

    @Test
    void tablesWithAnIndexAreAskedByTheCallersThreadAlone() {
        List<Thread> asking = new ArrayList<>();

        assertThat(scan(new NoRows(false, () -> asking.add(Thread.currentThread())))
                        .hasNext())
                .isFalse();

        assertThat(asking).isNotEmpty().containsOnly(Thread.currentThread());
    }

    private static MergedScan scan(OrderedRows rows) {
        return MergedScan.of(
                SourceTable.ALL.stream()
                        .map(table -> new UniqueRows(table, rows))
                        .toList(),
                unusable -> {
                    throw unusable;
                });
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("not all tables were asked at the same time", e);
        }
    }

    private record NoRows(boolean isSortedFirst, Runnable onAsked) implements OrderedRows {

        @Override
        public @Nullable TableRow next() {
            onAsked.run();
            return null;
        }

        @Override
        public void close() {}
    }
}
