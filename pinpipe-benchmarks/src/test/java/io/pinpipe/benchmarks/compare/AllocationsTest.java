package io.pinpipe.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AllocationsTest {

    private static final int BYTES = 10 * 1024 * 1024;

    @Test
    void whatAThreadAllocatedIsKeptWhenTheThreadHasEnded() throws InterruptedException {
        try (Allocations allocations = new Allocations()) {
            CountDownLatch allocated = new CountDownLatch(1);
            CountDownLatch counted = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                byte[] bytes = new byte[BYTES];
                allocated.countDown();
                try {
                    counted.await();
                } catch (InterruptedException e) {
                    bytes[0] = 1;
                }
            });
            long before = allocations.total();

            thread.start();
            allocated.await();
            allocations.total();
            counted.countDown();
            thread.join();

            assertThat(allocations.total() - before).isGreaterThanOrEqualTo(BYTES);
        }
    }
}
