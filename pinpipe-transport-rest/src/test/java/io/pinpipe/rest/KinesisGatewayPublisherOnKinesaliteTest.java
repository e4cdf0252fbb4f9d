package io.pinpipe.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.json.PostJson;
import io.pinpipe.rest.KinesisGatewayPublisher.Form;
import io.pinpipe.testkit.servers.GatewayStandIn;
import io.pinpipe.testkit.servers.Kinesalite;
import io.pinpipe.testkit.servers.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The publisher with a stand-in gateway, with the tutorial's mapping templates, in front of kinesalite. */
class KinesisGatewayPublisherOnKinesaliteTest {

    private static final int SHARDS = 2;
    private static final int POSTS = 600;

    @AutoClose
    private static @Nullable Kinesalite kinesis;

    @BeforeAll
    static void start() {
        kinesis = Kinesalite.required();
        for (Form form : Form.values()) {
            for (Kind kind : Kind.values()) {
                kinesis().createStream(stream(form, kind), SHARDS);
            }
        }
        kinesis().createStream("everybody", SHARDS);
    }

    @ParameterizedTest
    @EnumSource
    void everyEventArrivesOnceUnderItsReceipt(Form form) {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        try (GatewayStandIn gateway = GatewayStandIn.builder(kinesis().endpoint())
                        .requiredHeader("x-api-key", "k-1")
                        .start();
                Publisher publisher = KinesisGatewayPublisher.builder(gateway.uri())
                        .userId(userId(form))
                        .form(form)
                        .apiKey("k-1")
                        .build()) {
            for (int i = 0; i < POSTS; i++) {
                receipts.addAll(publisher.send(Posts.post(i)));
            }
        }

        for (Kind kind : Kind.values()) {
            List<StreamRecord> stored = kinesis().read(stream(form, kind));
            assertThat(stored)
                    .extracting(record -> PostJson.decode(kind, record.data().getBytes(StandardCharsets.UTF_8)))
                    .containsExactlyInAnyOrderElementsOf(Posts.events(kind, POSTS));
            assertThat(receipts.stream()
                            .map(CompletableFuture::join)
                            .filter(receipt -> receipt.destination().equals(stream(form, kind)))
                            .map(receipt -> receipt.partition() + "@" + receipt.position()))
                    .containsExactlyInAnyOrderElementsOf(stored.stream()
                            .map(record -> record.shard() + "@" + record.sequenceNumber())
                            .toList());
            assertThat(stored)
                    .extracting(StreamRecord::partitionKey)
                    .containsExactlyInAnyOrderElementsOf(Posts.events(kind, POSTS).stream()
                            .map(event -> Long.toString(event.index()))
                            .toList());
        }
    }

    @Test
    void onASharedStreamTheKeysTellTheKindsApart() {
        try (GatewayStandIn gateway =
                        GatewayStandIn.builder(kinesis().endpoint()).start();
                Publisher publisher = KinesisGatewayPublisher.builder(gateway.uri())
                        .userId("u")
                        .sharedStream("everybody")
                        .build()) {
            publisher.send(Posts.post(7));
        }

        assertThat(kinesis().read("everybody"))
                .extracting(StreamRecord::partitionKey)
                .containsExactlyInAnyOrder("u-pin", "u-geo", "u-user");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMissingStreamIsNotFound(boolean statusMapping) {
        try (GatewayStandIn gateway = GatewayStandIn.builder(kinesis().endpoint())
                        .statusMapping(statusMapping)
                        .start();
                Publisher publisher = KinesisGatewayPublisher.builder(gateway.uri())
                        .userId("nobody")
                        .build()) {
            PublishException failure = Endings.failure(publisher.send(Posts.user(1)));

            assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(failure).hasMessageContainingAll("streaming-nobody-user", "create the stream");
        }
    }

    private static Kinesalite kinesis() {
        if (kinesis == null) {
            throw new IllegalStateException("kinesalite was not started");
        }
        return kinesis;
    }

    private static String userId(Form form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    private static String stream(Form form, Kind kind) {
        return "streaming-" + userId(form) + "-" + kind.label();
    }
}
