package io.pinpipe.rest;

import static io.pinpipe.rest.Batches.user;
import static io.pinpipe.rest.Endings.failure;
import static io.pinpipe.rest.Endings.receipt;
import static io.pinpipe.rest.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.json.PostJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaRestPublisherTest {

    private static final String SECRET = "very-secret-key-1";

    private final ScriptedServer server = ScriptedServer.start();
    private final List<Publisher> opened = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        opened.forEach(Publisher::close);
        server.close();
    }

    @Test
    void aRecordThatFailedInsideA200NeverYieldsAReceiptAndItAloneIsSentAgain() {
        server.then(answer(200, Offsets.of(Offsets.stored(7), Offsets.failed(50003, "try again"))))
                .then(answer(200, Offsets.from(8, 1)));
        Publisher publisher = open(builder().batchRecords(2).linger(Duration.ofMinutes(1)));

        CompletableFuture<Receipt> first = publisher.send(user(1));
        CompletableFuture<Receipt> second = publisher.send(user(2));

        assertThat(receipt(first)).satisfies(receipt -> {
            assertThat(receipt.position()).isEqualTo("7");
            assertThat(receipt.attempts()).isEqualTo(1);
            assertThat(receipt.maybeDuplicated()).isFalse();
        });
        assertThat(receipt(second)).satisfies(receipt -> {
            assertThat(receipt.position()).isEqualTo("8");
            assertThat(receipt.attempts()).isEqualTo(2);
        });
        assertThat(server.requests().get(1).text()).isEqualTo("{\"records\":[{\"key\":2,\"value\":" + json(2) + "}]}");
    }

    @Test
    void aRecordThatFailedForGoodInsideA200FailsAndIsNotSentAgain() {
        server.then(answer(200, Offsets.of(Offsets.failed(50002, "no"))));
        Publisher publisher = open(builder());

        assertThat(failure(publisher.send(user(1))).reason()).isEqualTo(Reason.REJECTED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRecordThatWasStoredOnAConnectionThatWasCutIsDeliveredAndMayBeDoubled() {
        server.then(ScriptedServer.offsets()).then(ScriptedServer.readThenCut()).then(ScriptedServer.offsets());
        Publisher publisher = open(builder());
        receipt(publisher.send(user(1)));

        Receipt receipt = receipt(publisher.send(user(2)));

        assertThat(receipt.maybeDuplicated()).isTrue();
        assertThat(receipt.attempts()).isEqualTo(2);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aRequestThatIsNotAnsweredIsGivenUpAndItsConnectionDropped() {
        server.then(ScriptedServer.hang()).then(ScriptedServer.offsets());
        Publisher publisher = open(builder().requestTimeout(Duration.ofMillis(200)));

        Receipt receipt = receipt(publisher.send(user(1)));

        assertThat(receipt.attempts()).isGreaterThanOrEqualTo(2);
        assertThat(receipt.maybeDuplicated()).isTrue();
        await().until(() -> server.openConnections() == 1);
    }

    @Test
    void anUnansweredRequestNamesServiceAndTopicAndWhatToLookAt() {
        server.then(ScriptedServer.hang());
        Publisher publisher =
                open(builder().requestTimeout(Duration.ofMillis(200)).deliveryTimeout(Duration.ofSeconds(1)));

        assertThat(failure(publisher.send(user(1))))
                .hasMessageContaining("no response to the request within 200 ms from " + server.authority()
                        + ", POST /topics/" + Batches.TOPIC + ": check that the topic '" + Batches.TOPIC
                        + "' exists and that the proxy reaches its broker");
    }

    @Test
    void aBatchThatIsTooLargeForTheServerIsSentInParts() {
        server.then(answer(413, "{\"message\":\"Request Too Long\"}")).then(ScriptedServer.offsets());
        Publisher publisher = open(builder().batchRecords(4).linger(Duration.ofMinutes(1)));

        List<CompletableFuture<Receipt>> sent = List.of(
                publisher.send(user(1)), publisher.send(user(2)), publisher.send(user(3)), publisher.send(user(4)));

        assertThat(sent)
                .allSatisfy(future -> assertThat(receipt(future).position()).isNotNull());
        assertThat(server.requests()).hasSizeGreaterThan(2);
    }

    @Test
    void noBodyIsLargerThanBatchBytes() {
        server.then(ScriptedServer.offsets());
        Publisher publisher = open(builder().batchBytes(1_000).linger(Duration.ofMillis(50)));
        List<CompletableFuture<Receipt>> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add(publisher.send(user(i)));
        }

        assertThat(sent)
                .allSatisfy(future -> assertThat(receipt(future).position()).isNotNull());
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.body().length).isLessThanOrEqualTo(1_000))
                .anySatisfy(
                        request -> assertThat(ScriptedServer.records(request)).isGreaterThan(3));
    }

    @Test
    void aRecordWhoseBodyIsExactlyBatchBytesPasses() {
        server.then(ScriptedServer.offsets());
        int body = "{\"records\":[{\"key\":1,\"value\":".length() + json(1).length() + "}]}".length();

        Receipt receipt =
                receipt(open(builder().key(KafkaRestPublisher.Key.NUMBER).batchBytes(body))
                        .send(user(1)));

        assertThat(receipt.position()).isEqualTo("0");
        assertThat(server.onlyRequest().body().length).isEqualTo(body);
    }

    @Test
    void aRecordWhoseBodyIsOneByteLongerThanBatchBytesFailsUnsent() {
        int body = "{\"records\":[{\"key\":1,\"value\":".length() + json(1).length() + "}]}".length();

        PublishException failure =
                failure(open(builder().key(KafkaRestPublisher.Key.NUMBER).batchBytes(body - 1))
                        .send(user(1)));

        assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void wrongCredentialsAreTriedOnce() {
        server.then(answer(401, "{\"message\":\"Unauthorized\"}"));

        PublishException failure = failure(open(builder()).send(user(1)));

        assertThat(failure.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aDeadHostIsOneSentenceThatNamesItAndWhatToDo() throws IOException {
        server.close();
        Publisher publisher = open(builder().deliveryTimeout(Duration.ofSeconds(3)));

        assertThat(failure(publisher.send(user(1))))
                .hasMessageEndingWith("the last response was UNAVAILABLE, " + server.authority()
                        + " cannot be reached (Connection refused): start it, or correct the host and port");
    }

    @Test
    void aWrongPathIsOneSentenceThatNamesItAndWhatToDo() {
        server.then(answer(403, "{\"message\":\"Missing Authentication Token\"}"));
        Publisher publisher = open(
                KafkaRestPublisher.builder(URI.create(server.base() + "/tset")).userId(Batches.USER_ID));

        assertThat(failure(publisher.send(user(1))))
                .hasMessage("the message with key 1 to '" + Batches.TOPIC + "' failed, NOT_FOUND: " + server.authority()
                        + " returned 403 for POST /tset/topics/" + Batches.TOPIC
                        + ", 'Missing Authentication Token': wrong path, method or stage, or an endpoint that"
                        + " requires signed requests; the base address ends with the stage");
    }

    @Test
    void aSecretHeaderIsNotInTheTextOfThePublisher() {
        assertThat(open(builder().apiKey(SECRET)))
                .hasToString("KafkaRestPublisher[" + Batches.USER_ID + ".pin, " + Batches.USER_ID + ".geo, "
                        + Batches.USER_ID + ".user]");
    }

    @Test
    void aSecretHeaderIsNotInAFailureEvenIfTheServerEchoesIt() {
        server.then(answer(403, "Bearer " + SECRET + " or just " + SECRET + " is not valid"));
        Publisher publisher = open(builder().header("Authorization", "Bearer " + SECRET));

        assertThat(failure(publisher.send(user(1)))).hasMessageContaining("*** or just *** is not valid");
    }

    @Test
    void closeLeavesNoThreadOfThePublisherAndNoConnection() {
        server.then(ScriptedServer.offsets());
        Publisher publisher = open(builder());
        receipt(publisher.send(user(1)));
        assertThat(threads()).isNotEmpty();

        publisher.close();

        await().until(() -> threads().isEmpty());
        await().until(() -> server.openConnections() == 0);
    }

    @Test
    void whatOkHttpKeepsAfterCloseAreDaemonThreadsThatItSharesAmongItsClients() {
        server.then(ScriptedServer.offsets());
        Publisher publisher = open(builder());
        receipt(publisher.send(user(1)));

        publisher.close();

        // The task runner has the name of its current task, such as closing the connection.
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().contains("Ok"))
                .allSatisfy(thread -> {
                    assertThat(thread.getName()).isIn("OkHttp TaskRunner", "Okio Watchdog");
                    assertThat(thread.isDaemon()).isTrue();
                }));
    }

    private KafkaRestPublisher.Builder builder() {
        return KafkaRestPublisher.builder(server.base()).userId(Batches.USER_ID).backoff(Duration.ofMillis(1));
    }

    private Publisher open(KafkaRestPublisher.Builder builder) {
        Publisher publisher = builder.build();
        opened.add(publisher);
        return publisher;
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pinpipe-"))
                .toList();
    }

    private static String json(long index) {
        return new String(PostJson.encode(user(index)), StandardCharsets.UTF_8);
    }
}
