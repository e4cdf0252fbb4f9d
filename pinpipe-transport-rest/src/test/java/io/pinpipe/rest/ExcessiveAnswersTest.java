package io.pinpipe.rest;

import static io.pinpipe.rest.Batches.attempt;
import static io.pinpipe.rest.Batches.records;
import static io.pinpipe.rest.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are longer than needed. */
class ExcessiveAnswersTest {

    /** Much more than all buffers of a connection can hold. */
    private static final long ENDLESS_BYTES = 64L << 20;

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    private final KafkaRestPublisher.Builder builder =
            KafkaRestPublisher.builder(server.base()).userId(Batches.USER_ID);

    @AutoClose
    private final HttpTransport transport = builder.transport(builder.proxy());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"partition\":0,\"offset\":1,\"error_code\":50002,\"error_code\":null}",
                "{\"partition\":0,\"offset\":null,\"offset\":1}",
                "{\"partition\":0,\"offset\":1,\"error_code\":{},\"error\\u005fcode\":null}",
            })
    void anEntryWithADuplicateFieldIsNotTakenForStored(String entry) {
        server.then(answer(200, "{\"offsets\":[" + entry + "]}"));

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
        assertThat(refused.maybeStored()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"SequenceNumber\":\"1\",\"ErrorCode\":\"InternalFailure\",\"ErrorCode\":null}",
                "{\"SequenceNumber\":null,\"SequenceNumber\":\"1\"}",
            })
    void aResultWithADuplicateFieldIsNotTakenForStored(String result) {
        server.then(answer(200, "{\"Records\":[" + result + "]}"));
        KinesisGatewayPublisher.Builder gateway =
                KinesisGatewayPublisher.builder(server.base()).userId(Batches.USER_ID);
        try (HttpTransport kinesis = gateway.transport(gateway.gateway())) {
            Outcome.Refused refused = Batches.refusal(kinesis);

            assertThat(refused.reason()).isEqualTo(Reason.PROTOCOL);
            assertThat(refused.maybeStored()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"__type\":\"InternalFailure\",\"offsets\":[{\"partition\":0,\"offset\":1}]}",
                "{\"offsets\":[{\"partition\":0,\"offset\":1}],\"__type\":{}}",
            })
    void offsetsWithAnErrorOfAGatewayBesideThemAreNotTakenForStored(String body) {
        server.then(answer(200, body));

        assertThat(Batches.refusal(transport).reason()).isEqualTo(Reason.PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 422, 500})
    void anAnswerOfManyMoreNamesThanItsRecordsCanHaveIsNotRead(int status) {
        String names = IntStream.range(0, 20_000)
                .mapToObj(i -> "\"" + Integer.toString(i, 36) + "\":1")
                .collect(Collectors.joining(","));
        server.then(answer(status, "{" + names + ",\"offsets\":[" + Offsets.failed(50003, "no") + "]}"));

        List<Outcome> outcomes = attempt(transport, records(60));

        assertThat(outcomes)
                .hasSize(60)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused -> assertThat(refused.maybeStored()).isTrue()));
        assertThat(((Outcome.Refused) outcomes.get(0)).detail()).doesNotContain("1 offsets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1;x", "1\r\nx"})
    void aConnectionWhoseFramingHasNoEndIsDropped(String piece) throws Exception {
        AtomicLong written = new AtomicLong();
        server.then((request, connection) -> {
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + piece);
            String more = piece.substring(piece.length() - 1).repeat(1 << 16);
            while (written.addAndGet(more.length()) < ENDLESS_BYTES) {
                connection.write(more);
            }
            return false;
        });

        Outcome.Refused refused = Batches.refusal(transport);

        assertThat(refused.maybeStored()).isTrue();
        assertThat(refused.detail()).contains("more than ");
        assertThat(written.get()).isLessThan(ENDLESS_BYTES);
    }
}
