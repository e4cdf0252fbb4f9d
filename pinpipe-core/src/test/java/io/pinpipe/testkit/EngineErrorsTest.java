package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishException;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.internal.EngineRuntime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An error anywhere in the engine fails and logs the events it affects, and nothing else; in virtual time. */
class EngineErrorsTest {

    /** More than the number of calls in one run. */
    private static final int CALLS = 400;

    /** Virtual time in which one of the engine's own calls fails; its thread continues, like a real one. */
    private static final class FailingRuntime implements EngineRuntime {

        private final VirtualRuntime inner = new VirtualRuntime(1);
        private final int failingCall;
        private int calls;
        private boolean engineRuns;

        FailingRuntime(int failingCall) {
            this.failingCall = failingCall;
        }

        boolean hasFailed() {
            return calls >= failingCall;
        }

        @Override
        public long nanoTime() {
            call();
            return inner.nanoTime();
        }

        @Override
        public void execute(Runnable task) {
            call();
            inner.execute(guarded(task));
        }

        @Override
        public Runnable schedule(long delayNanos, Runnable task) {
            call();
            return inner.schedule(delayNanos, guarded(task));
        }

        @Override
        public long jitter(long bound) {
            call();
            return inner.jitter(bound);
        }

        @Override
        public void executeCallback(Runnable task) {
            inner.executeCallback(task);
        }

        @Override
        public boolean await(CompletableFuture<?> future, long maxNanos) throws InterruptedException {
            return inner.await(future, maxNanos);
        }

        @Override
        public void close() {
            inner.close();
        }

        private void call() {
            if (engineRuns && ++calls == failingCall) {
                throw new OutOfMemoryError("a test's");
            }
        }

        private Runnable guarded(Runnable task) {
            return () -> {
                engineRuns = true;
                try {
                    task.run();
                } catch (OutOfMemoryError e) {
                    // the engine's thread continues
                } finally {
                    engineRuns = false;
                }
            };
        }
    }

    /** The engine logs each of the errors. */
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    private final PrintStream standardError = System.err;

    @BeforeEach
    void keepTheLog() {
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveStandardErrorBack() {
        System.setErr(standardError);
    }

    @Test
    void everyEventEndsWhereverTheEngineFails() {
        int reached = 0;
        for (int call = 1; call <= CALLS; call++) {
            FailingRuntime runtime = new FailingRuntime(call);
            FakeService service = new FakeService(runtime.inner::nanoTime);
            service.script(
                    new Fault.RefuseSome(Reason.THROTTLED, List.of(0, 2)),
                    new Fault.StoreThenCut(),
                    new Fault.Slow(Duration.ofMillis(30)),
                    new Fault.StoreThenHang(),
                    new Fault.RefuseAll(Reason.THROTTLED));
            GaugeReader gauges = new GaugeReader();
            InMemoryPublisher publisher = InMemoryPublisher.builder()
                    .userId("u")
                    .runtime(runtime)
                    .timer((delay, task) -> runtime.inner.schedule(delay.toNanos(), task))
                    .service(service)
                    .batchRecords(4)
                    .requestTimeout(Duration.ofSeconds(2))
                    .deliveryTimeout(Duration.ofSeconds(60))
                    .listener(gauges)
                    .build();
            List<CompletableFuture<Receipt>> futures = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                futures.add(publisher.send(ContractRun.pin(i % 12, "event " + i)));
            }
            runtime.inner.advance(Duration.ofMinutes(2));
            boolean failedBefore = runtime.hasFailed();
            List<CompletableFuture<Receipt>> later = ContractRun.sendPins(publisher, 12);
            runtime.inner.advance(Duration.ofMinutes(2));
            reached += runtime.hasFailed() ? 1 : 0;

            assertThat(futures).as("call %d", call).allMatch(CompletableFuture::isDone);
            assertThat(later).as("later, call %d", call).allMatch(CompletableFuture::isDone);
            assertThat(failures(later)).as("later, call %d", call).hasSizeLessThanOrEqualTo(failedBefore ? 0 : 4);
            assertThat(failures(futures))
                    .as("call %d", call)
                    .hasSizeLessThanOrEqualTo(4)
                    .allMatch(PublishException.class::isInstance);
            assertThat(gauges.gauges().bufferedBytes()).as("call %d", call).isZero();
            assertThat(gauges.gauges().requestsInFlight()).as("call %d", call).isZero();
            publisher.close();
        }
        assertThat(reached).isBetween(50, CALLS - 1);
        assertThat(logged.toString(StandardCharsets.UTF_8)).contains("ERROR", "OutOfMemoryError: a test's");
    }

    private static List<Throwable> failures(List<CompletableFuture<Receipt>> futures) {
        List<Throwable> failures = new ArrayList<>();
        futures.forEach(future -> future.whenComplete((receipt, failure) -> {
            if (failure != null) {
                failures.add(failure);
            }
        }));
        return failures;
    }
}
