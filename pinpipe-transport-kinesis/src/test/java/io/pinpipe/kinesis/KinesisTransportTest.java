package io.pinpipe.kinesis;

import static io.pinpipe.kinesis.KinesisWire.error;
import static io.pinpipe.kinesis.KinesisWire.refused;
import static io.pinpipe.kinesis.KinesisWire.results;
import static io.pinpipe.kinesis.KinesisWire.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Message;
import io.pinpipe.Reason;
import io.pinpipe.User;
import io.pinpipe.kinesis.KinesisWire.Call;
import io.pinpipe.kinesis.KinesisWire.Script;
import io.pinpipe.kinesis.KinesisWire.Sent;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class KinesisTransportTest {

    private static final String SESSION_TOKEN = "FwoGZXIvYXdzEXAMPLE";
    private static final String SECRET_KEY = "wJalrXUtnFEMI-a-secret-key";
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsSessionCredentials.create("AKID", SECRET_KEY, SESSION_TOKEN));

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private static Message message(long index, String json) {
        return Message.of("posts", Long.toString(index), json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRecordIsItsJsonUnderItsIndex() {
        KinesisWire wire = wire(KinesisWire::store);

        attempt(transport(wire), 7528);

        assertThat(wire.calls().get(0).action()).isEqualTo("PutRecords");
        assertThat(wire.calls().get(0).stream()).isEqualTo("posts");
        assertThat(wire.calls().get(0).records()).containsExactly(new Sent("7528", json(7528)));
    }

    @Test
    void aStoredRecordNamesItsShardAndSequenceNumber() {
        KinesisTransport transport = transport(wire(KinesisWire::store));

        assertThat(attempt(transport, 5, 6))
                .containsExactly(
                        new Outcome.Stored("shardId-000000000000", "0"),
                        new Outcome.Stored("shardId-000000000000", "1"));
    }

    @Test
    void aRecordThatFailedInsideA200IsNotStoredAndItsSiblingsAre() {
        KinesisTransport transport = transport(wire(call -> call.reply(
                200, results(List.of(stored("9"), refused("ProvisionedThroughputExceededException"), stored("10"))))));

        List<Outcome> outcomes = attempt(transport, 1, 2, 3);

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Stored.class);
        assertRefused(outcomes.get(1), Reason.THROTTLED, true, false);
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Stored.class);
    }

    @Test
    void anInternalFailureOfARecordMayHaveStoredIt() {
        KinesisTransport transport =
                transport(wire(call -> call.reply(200, results(List.of(refused("InternalFailure"))))));

        assertRefused(attempt(transport, 1).get(0), Reason.UNAVAILABLE, true, true);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException, THROTTLED, true, false",
        "400, KMSThrottlingException, THROTTLED, true, false",
        "429, ThrottlingException, THROTTLED, true, false",
        "500, InternalFailure, UNAVAILABLE, true, true",
        "503, ServiceUnavailable, UNAVAILABLE, true, true",
        "400, AccessDeniedException, FORBIDDEN, false, false",
        "400, KMSAccessDeniedException, FORBIDDEN, false, false",
        "400, KMSDisabledException, FORBIDDEN, false, false",
        "400, ResourceNotFoundException, NOT_FOUND, false, false",
        "400, ResourceInUseException, UNAVAILABLE, true, false",
        "400, InvalidArgumentException, INVALID, false, false",
        "400, ValidationException, INVALID, false, false",
        "400, ExpiredTokenException, UNAUTHENTICATED, true, false",
        "403, UnrecognizedClientException, UNAUTHENTICATED, true, false",
        "400, com.amazonaws.kinesis.v20131202#ResourceNotFoundException, NOT_FOUND, false, false",
    })
    void aRefusedRequestIsReadByItsCode(
            int status, String code, Reason reason, boolean retriable, boolean maybeStored) {
        KinesisTransport transport = transport(wire(call -> call.reply(status, error(code, "scripted"))));

        List<Outcome> outcomes = attempt(transport, 1, 2);

        assertThat(outcomes).hasSize(2);
        assertRefused(outcomes.get(0), reason, retriable, maybeStored);
        assertRefused(outcomes.get(1), reason, retriable, maybeStored);
    }

    @ParameterizedTest
    @CsvSource({
        "408, UNAVAILABLE, true, true",
        "413, TOO_LARGE, true, false",
        "429, THROTTLED, true, false",
        "500, UNAVAILABLE, true, true",
        "502, UNAVAILABLE, true, true",
        "503, UNAVAILABLE, true, true",
        "404, PROTOCOL, false, true",
        "302, PROTOCOL, false, true",
    })
    void aRefusalWithoutACodeIsReadByItsStatus(int status, Reason reason, boolean retriable, boolean maybeStored) {
        KinesisTransport transport = transport(wire(call -> call.reply(status, "<html>")));

        assertRefused(attempt(transport, 1).get(0), reason, retriable, maybeStored);
    }

    @Test
    void aRequestThatIsTooLargeIsToBeSplit() {
        KinesisTransport transport = transport(
                wire(call -> call.reply(400, error("InvalidArgumentException", "Records size exceeds 5 MB limit"))));

        assertRefused(attempt(transport, 1, 2).get(0), Reason.TOO_LARGE, true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "",
                "{}",
                "[1]",
                "{\"Records\":\"x\"}",
                "{\"Records\":[{\"SequenceNumber\"",
                "{\"FailedRecordCount\":0,\"Records\":[]}",
                "{\"FailedRecordCount\":0,\"Records\":[null]}",
                "{\"FailedRecordCount\":0,\"Records\":[{}]}",
                "{\"FailedRecordCount\":0,\"Records\":[{\"ShardId\":\"shardId-000000000000\"}]}",
                "{\"FailedRecordCount\":0,\"Records\":[{\"SequenceNumber\":\"\",\"ShardId\":\"s\"}]}",
                "{\"FailedRecordCount\":0,\"Records\":[{\"SequenceNumber\":\"1\"},{\"SequenceNumber\":\"2\"}]}"
            })
    void anAnswerThatDoesNotFitIsAProtocolError(String answer) {
        KinesisTransport transport = transport(wire(call -> call.reply(200, answer)));

        assertRefused(attempt(transport, 1).get(0), Reason.PROTOCOL, false, true);
    }

    @Test
    void aCutBeforeTheAnswerMayHaveStoredTheRecord() {
        KinesisTransport transport = transport(wire(Call::cut));

        assertRefused(attempt(transport, 1).get(0), Reason.UNAVAILABLE, true, true);
    }

    @Test
    void aCutInTheMiddleOfTheAnswerMayHaveStoredTheRecord() {
        KinesisTransport transport = transport(wire(Call::replyInPart));

        assertRefused(attempt(transport, 1).get(0), Reason.UNAVAILABLE, true, true);
    }

    @Test
    void aConnectionThatIsRefusedStoredNothing() throws Exception {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        assertRefused(
                attempt(transport(nobody, Credentials.of(CREDENTIALS)), 1).get(0), Reason.UNAVAILABLE, true, false);
    }

    @Test
    void aHostThatIsUnknownStoredNothing() {
        KinesisTransport transport = transport(URI.create("http://no.such.host.invalid"), Credentials.of(CREDENTIALS));

        assertRefused(attempt(transport, 1).get(0), Reason.UNAVAILABLE, true, false);
    }

    @Test
    void oneAttemptIsOneRequestWhateverTheAnswer() {
        KinesisWire wire = wire(call -> call.reply(500, error("InternalFailure", "scripted")));

        attempt(transport(wire), 1);

        assertThat(wire.calls()).hasSize(1);
    }

    @Test
    void withoutCredentialsNothingIsSentAndAnotherAttemptMayBeMade() {
        KinesisWire wire = wire(KinesisWire::store);
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("none here");
        };

        Outcome outcome =
                attempt(transport(wire.endpoint(), Credentials.of(none)), 1).get(0);

        assertRefused(outcome, Reason.UNAUTHENTICATED, true, false);
        assertThat(wire.calls()).isEmpty();
    }

    @Test
    void aProviderThatIsBrokenEndsTheAttemptForGood() {
        KinesisWire wire = wire(KinesisWire::store);
        AwsCredentialsProvider broken = () -> {
            throw new NoClassDefFoundError("software/amazon/awssdk/services/sts/StsClient");
        };

        Outcome outcome =
                attempt(transport(wire.endpoint(), Credentials.of(broken)), 1).get(0);

        assertRefused(outcome, Reason.UNAUTHENTICATED, false, false);
        assertThat(((Outcome.Refused) outcome).detail()).contains("StsClient");
        assertThat(wire.calls()).isEmpty();
    }

    @Test
    void aProviderThatGivesNothingIsOneWithoutCredentials() {
        AwsCredentialsProvider empty = new AwsCredentialsProvider() {
            @Override
            public AwsCredentials resolveCredentials() {
                throw new IllegalStateException("not asked");
            }

            @Override
            public CompletableFuture<AwsCredentialsIdentity> resolveIdentity() {
                return CompletableFuture.completedFuture(null);
            }
        };

        Outcome outcome = attempt(transport(wire(KinesisWire::store).endpoint(), Credentials.of(empty)), 1)
                .get(0);

        assertRefused(outcome, Reason.UNAUTHENTICATED, true, false);
    }

    @Test
    void aChainThatCannotBeBuiltAnewLeavesTheAnswerAsItIs() {
        KinesisWire wire = wire(call -> call.reply(400, error("ExpiredTokenException", "expired")));
        List<AwsCredentialsProvider> chains = new ArrayList<>(List.of(CREDENTIALS));
        Credentials chain = Credentials.renewing(() -> chains.remove(0));
        KinesisTransport transport = transport(wire.endpoint(), chain);

        assertRefused(attempt(transport, 1).get(0), Reason.UNAUTHENTICATED, true, false);
        assertRefused(attempt(transport, 1).get(0), Reason.UNAUTHENTICATED, true, false);
    }

    @Test
    void aProviderThatBlocksDoesNotBlockTheEngine() {
        KinesisWire wire = wire(KinesisWire::store);
        CountDownLatch credentialsCome = new CountDownLatch(1);

        CompletableFuture<List<Outcome>> answer =
                start(transport(wire.endpoint(), Credentials.of(blocking(credentialsCome))), 1);

        assertThat(answer).isNotDone();
        credentialsCome.countDown();
        assertThat(outcomes(answer).get(0)).isInstanceOf(Outcome.Stored.class);
    }

    @Test
    void anAttemptGivenUpBeforeItHadCredentialsSendsNothing() {
        KinesisWire wire = wire(KinesisWire::store);
        CountDownLatch credentialsCome = new CountDownLatch(1);
        KinesisTransport transport = transport(wire.endpoint(), Credentials.of(blocking(credentialsCome)));
        CompletableFuture<List<Outcome>> given = start(transport, 1);

        given.cancel(true);
        credentialsCome.countDown();
        attempt(transport, 2);

        assertThat(wire.calls()).hasSize(1);
        assertThat(wire.calls().get(0).records()).extracting(Sent::partitionKey).containsExactly("2");
    }

    @Test
    void anAttemptGivenUpDropsItsConnection() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            CompletableFuture<List<Outcome>> answer = start(transport(endpoint, Credentials.of(CREDENTIALS)), 1);
            try (Socket connection = silent.accept()) {
                connection.setSoTimeout(60_000);
                assertThat(connection.getInputStream().read()).isEqualTo('P');

                answer.cancel(true);

                connection.getInputStream().readAllBytes();
                assertThat(answer).isCancelled();
            }
        }
    }

    @Test
    void whatASignatureErrorQuotesIsNotRepeated() {
        String quoted = "The Canonical String should have been 'x-amz-security-token:" + SESSION_TOKEN + "'";
        KinesisTransport transport =
                transport(wire(call -> call.reply(403, error("InvalidSignatureException", quoted))));

        Outcome.Refused refused = (Outcome.Refused) attempt(transport, 1).get(0);

        assertThat(refused.detail()).doesNotContain(SESSION_TOKEN);
        assertThat(refused.cause()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProvisionedThroughputExceededException",
                "InternalFailure",
                "AccessDeniedException",
                "ResourceNotFoundException",
                "InvalidArgumentException",
                "ExpiredTokenException",
                "SomethingNewException"
            })
    void noAnswerRepeatsWhatTheRequestWasSignedWith(String code) {
        KinesisWire wire = wire(call -> {
            String quoted = "signed '" + call.header("Authorization") + "', token "
                    + call.header("X-Amz-Security-Token") + ", key " + SECRET_KEY;
            call.reply(
                    call.records().size() > 1 ? 200 : 400,
                    call.records().size() > 1
                            ? results(List.of(refused(code, quoted), refused(code, quoted)))
                            : error(code, quoted));
        });
        KinesisTransport transport = transport(wire);

        List<Outcome> outcomes = new ArrayList<>(attempt(transport, 1));
        outcomes.addAll(attempt(transport, 1, 2));

        String signature = wire.calls().get(0).header("Authorization").replaceAll(".*Signature=", "");
        assertThat(outcomes).hasSize(3).allSatisfy(outcome -> {
            Outcome.Refused refused = (Outcome.Refused) outcome;
            StringWriter shown = new StringWriter();
            new IOException(refused.detail(), refused.cause()).printStackTrace(new PrintWriter(shown));
            assertThat(shown.toString()).doesNotContain(SESSION_TOKEN, SECRET_KEY, signature);
        });
    }

    @Test
    void credentialsOfOurOwnChainAreRenewedWhenTheServiceRefusesThem() {
        List<String> used = new ArrayList<>();
        KinesisWire wire = wire(call -> {
            if (call.header("Authorization").contains("Credential=old/")) {
                call.reply(400, error("ExpiredTokenException", "expired"));
            } else {
                KinesisWire.store(call);
            }
        });
        Credentials chain = Credentials.renewing(() -> {
            used.add(used.isEmpty() ? "old" : "new");
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(used.get(used.size() - 1), "secret"));
        });
        KinesisTransport transport = transport(wire.endpoint(), chain);

        assertRefused(attempt(transport, 1).get(0), Reason.UNAUTHENTICATED, true, false);
        assertThat(attempt(transport, 1).get(0)).isInstanceOf(Outcome.Stored.class);
    }

    @Test
    void aRecordCountsItsDataAndItsKey() {
        KinesisTransport transport = transport(wire(KinesisWire::store));

        assertThat(transport.recordBytes(message(7528, "x".repeat(100)))).isEqualTo(104);
    }

    private KinesisWire wire(Script script) {
        KinesisWire wire = new KinesisWire(script);
        opened.add(wire);
        return wire;
    }

    private KinesisTransport transport(KinesisWire wire) {
        return transport(wire.endpoint(), Credentials.of(CREDENTIALS));
    }

    private KinesisTransport transport(URI endpoint, Credentials credentials) {
        PutRecordsOutcomes answers = new PutRecordsOutcomes(endpoint.getAuthority());
        SdkClient client = new SdkClient("us-east-1", endpoint, credentials, answers, Duration.ofSeconds(30));
        opened.add(client);
        return new KinesisTransport(client, answers, null);
    }

    private static CompletableFuture<List<Outcome>> start(KinesisTransport transport, long... indexes) {
        List<Message> messages = LongStream.of(indexes)
                .mapToObj(index -> message(index, json(index)))
                .toList();
        return transport.attempt(new Batch("posts", messages)).toCompletableFuture();
    }

    private static List<Outcome> attempt(KinesisTransport transport, long... indexes) {
        return outcomes(start(transport, indexes));
    }

    private static List<Outcome> outcomes(CompletableFuture<List<Outcome>> answer) {
        return answer.orTimeout(1, TimeUnit.MINUTES).join();
    }

    private static AwsCredentialsProvider blocking(CountDownLatch until) {
        return () -> {
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CREDENTIALS.resolveCredentials();
        };
    }

    private static void assertRefused(Outcome outcome, Reason reason, boolean retriable, boolean maybeStored) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.retriable()).as("retriable").isEqualTo(retriable);
            assertThat(refused.maybeStored()).as("maybeStored").isEqualTo(maybeStored);
        });
    }

    private static User user(long index) {
        return new User(index, "Ada", "Field", 36, LocalDateTime.of(2016, 1, 2, 3, 4, 5));
    }

    private static String json(long index) {
        return "{\"ind\":" + index + ",\"first_name\":\"Zoë 📌\"}";
    }
}
