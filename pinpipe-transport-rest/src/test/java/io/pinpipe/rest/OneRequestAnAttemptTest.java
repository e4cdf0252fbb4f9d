package io.pinpipe.rest;

import static io.pinpipe.rest.Batches.attempt;
import static io.pinpipe.rest.Batches.records;
import static io.pinpipe.rest.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OkHttp has several reasons to resend a request by itself; none of them may apply. */
class OneRequestAnAttemptTest {

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    private final KafkaRestPublisher.Builder builder =
            KafkaRestPublisher.builder(server.base()).userId(Batches.USER_ID);

    @AutoClose
    private final HttpTransport transport = builder.transport(builder.proxy());

    @Test
    void aPooledConnectionThatDiesAfterTheServerStoredIsNotTriedAgain() {
        server.then(ScriptedServer.offsets()).then(ScriptedServer.readThenCut()).then(ScriptedServer.offsets());
        attempt(transport, records(1));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.maybeStored()).isTrue();
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 421, 503})
    void aStatusThatOkHttpFollowsUpIsNotFollowedUp(int status) {
        server.then(answer(status, Map.of("Retry-After", "0"), "")).then(ScriptedServer.offsets());

        Batches.refusal(transport);

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void attemptsOneAfterAnotherShareAConnection() {
        server.then(ScriptedServer.offsets());

        attempt(transport, records(1));
        attempt(transport, records(1));

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aCancelledAttemptDropsItsRequest() {
        server.then(ScriptedServer.hang());
        CompletableFuture<List<Outcome>> attempt = transport.attempt(records(1)).toCompletableFuture();
        await().until(() -> server.requests().size() == 1);

        attempt.cancel(true);

        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void anAttemptAfterACancelledOneGoesItsOwnWay() {
        server.then(ScriptedServer.hang()).then(ScriptedServer.offsets());
        CompletableFuture<List<Outcome>> given = transport.attempt(records(1)).toCompletableFuture();
        await().until(() -> server.requests().size() == 1);
        given.cancel(true);

        assertThat(attempt(transport, records(1))).containsExactly(Outcome.stored("0", "0"));
    }

    @Test
    void asManyRequestsAsAllDestinationsMayHaveAreInFlightAtOnce() {
        server.then(ScriptedServer.hang());
        int all = 3 * KafkaRestPublisher.Builder.DEFAULT_REQUESTS_IN_FLIGHT;

        for (int i = 0; i < all; i++) {
            transport.attempt(records(1));
        }

        await().until(() -> server.requests().size() == all);
    }

    @Test
    void anAttemptDoesNotWaitForTheServer() {
        server.then(ScriptedServer.hang());

        assertThat(transport.attempt(records(1)).toCompletableFuture()).isNotDone();
    }

    @Test
    void closeEndsRequestsInFlight() {
        server.then(ScriptedServer.hang());
        CompletableFuture<List<Outcome>> attempt = transport.attempt(records(1)).toCompletableFuture();
        await().until(() -> server.requests().size() == 1);

        transport.close();

        await().until(() -> server.openConnections() == 0);
        assertThat(attempt).succeedsWithin(Duration.ofSeconds(20));
    }
}
