package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishException;
import io.pinpipe.Receipt;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The failure message of an event whose requests were never answered, in virtual time. */
class UnansweredRequestsTest {

    private final VirtualRuntime runtime = new VirtualRuntime(1);

    @Test
    void theMessageHasWhatTheTransportNames() {
        assertThat(failure(new Silent() {
                    @Override
                    public String silence(String destination) {
                        return "proxy:8082: see whether '" + destination + "' exists";
                    }
                }))
                .hasMessageContaining(
                        "no response to the request within 10000 ms from proxy:8082: see whether 'u.pin' exists");
    }

    @Test
    void theMessageNamesTheDestinationWhereTheTransportNamesNothing() {
        assertThat(failure(new Silent())).hasMessageContaining("within 10000 ms from the service of 'u.pin'");
    }

    @Test
    void aTransportThatFailsToNameItsServiceHoldsNothingUp() {
        assertThat(failure(new Silent() {
                    @Override
                    public String silence(String destination) {
                        throw new IllegalStateException("no name");
                    }
                }))
                .hasMessageContaining("within 10000 ms from the service of 'u.pin'");
    }

    private PublishException failure(BatchTransport transport) {
        InMemoryPublisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .runtime(runtime)
                .wrap(inner -> transport)
                .requestTimeout(Duration.ofSeconds(10))
                .deliveryTimeout(Duration.ofSeconds(60))
                .build();
        CompletableFuture<Receipt> future = ContractRun.sendPins(publisher, 1).get(0);
        runtime.advance(Duration.ofMinutes(2));
        publisher.close();
        try {
            throw new AssertionError("the event was acknowledged: " + future.join());
        } catch (CompletionException e) {
            return (PublishException) Objects.requireNonNull(e.getCause());
        }
    }

    /** Never answers. */
    private static class Silent implements BatchTransport {

        @Override
        public CompletionStage<List<Outcome>> attempt(Batch batch) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            // nothing to release
        }
    }
}
