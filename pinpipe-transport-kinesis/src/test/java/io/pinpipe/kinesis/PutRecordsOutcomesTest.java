package io.pinpipe.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;

class PutRecordsOutcomesTest {

    private final PutRecordsOutcomes answers = new PutRecordsOutcomes("kinesis.example");

    static Stream<Throwable> failuresBeforeAnythingWasSent() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new NoRouteToHostException("No route to host"),
                new SSLHandshakeException("PKIX path building failed"),
                // as the SDK's connection pool throws them
                new Throwable("…", new TimeoutException("Acquire operation took longer than configured maximum time")),
                new Throwable("…", new IllegalStateException("Too many outstanding acquire operations")));
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeAnythingWasSent")
    void whatFailedBeforeItWasSentIsNotStored(Throwable cause) {
        Outcome.Refused refused = answers.refused(new CompletionException(SdkClientException.create("failed", cause)));

        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused.retriable()).isTrue();
        assertThat(refused.maybeStored()).isFalse();
    }

    @Test
    void aTimeoutOfTheReadMayHaveStoredTheRecord() {
        Outcome.Refused refused =
                answers.refused(SdkClientException.create("failed", new IOException("Read timed out")));

        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused.maybeStored()).isTrue();
    }

    @Test
    void aClientFailureWithoutAMessageIsAProtocolErrorAndMayHaveStoredTheRecord() {
        Outcome.Refused refused = answers.refused(new NullPointerException());

        assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(refused.retriable()).isFalse();
        assertThat(refused.maybeStored()).isTrue();
    }

    @Test
    void aFailureNamesTheHopAndItsMessage() {
        Outcome.Refused refused = answers.refused(
                SdkClientException.create("failed", new ConnectException("Connection refused: /10.0.0.1:443")));

        assertThat(refused.detail()).contains("kinesis.example", "Connection refused: /10.0.0.1:443");
    }
}
