package io.pinpipe.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Publisher;
import io.pinpipe.testkit.servers.KinesisEmulator;
import io.pinpipe.testkit.servers.KinesisLocal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The publisher against kinesis-local, where a new stream takes a while to become active. */
class KinesisLocalRoundTripTest extends RoundTripCases {

    private static final int IN_CREATION_MILLIS = 700;

    @Override
    KinesisEmulator emulator() {
        return KinesisLocal.required(IN_CREATION_MILLIS);
    }

    @Test
    void whatIsSentWhileAStreamIsInCreationArrivesOnce() {
        List<CompletableFuture<?>> sent;
        try (Publisher publisher = builder().createStreams(2).batchRecords(50).build()) {
            sent = LongStream.range(0, 900)
                    .<CompletableFuture<?>>mapToObj(i -> publisher.send(pin(i, "t")))
                    .toList();
        }

        assertThat(sent.stream().filter(CompletableFuture::isCompletedExceptionally))
                .isEmpty();
        assertThat(kinesis().read(stream()))
                .hasSize(900)
                .extracting(record -> record.partitionKey())
                .doesNotHaveDuplicates();
    }

    @Test
    void aClientThatWritesCborIsUnderstood() {
        try (Publisher publisher = writingCbor()) {
            receipts(List.of(publisher.send(pin(1, "zoë 📌"))));
        }

        assertThat(kinesis().read(stream()))
                .singleElement()
                .satisfies(record -> assertThat(record.data()).contains("zoë 📌"));
    }
}
