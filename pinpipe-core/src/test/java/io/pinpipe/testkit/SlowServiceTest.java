package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service slower than its request timeout is not overloaded by retries, in virtual time. */
class SlowServiceTest {

    private final VirtualRuntime runtime = new VirtualRuntime(1);

    /** 9 s for 500 records, as measured in production. */
    private final SerialService service = new SerialService(runtime, Duration.ofMillis(18));

    @ParameterizedTest
    @CsvSource({"35, 5859, 5300, 1.3", "20, 5859, 4500, 1.6", "8, 5859, 3000, 2"})
    void mostIsAcknowledgedAndLittleIsRepeated(int requestTimeout, int events, int least, double copies) {
        InMemoryPublisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .runtime(runtime)
                .wrap(inner -> service)
                .requestTimeout(Duration.ofSeconds(requestTimeout))
                .build();
        List<CompletableFuture<Receipt>> futures = ContractRun.sendPins(publisher, events);
        runtime.advance(Duration.ofMinutes(20));
        publisher.close();

        long acknowledged = futures.stream()
                .filter(future -> !future.isCompletedExceptionally())
                .count();
        assertThat(acknowledged).isGreaterThanOrEqualTo(least);
        assertThat((double) service.stored() / acknowledged).isLessThan(copies);
    }
}
