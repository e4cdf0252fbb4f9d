package io.pinpipe.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Publisher;
import io.pinpipe.testkit.servers.Kinesalite;
import io.pinpipe.testkit.servers.KinesisEmulator;
import org.junit.jupiter.api.Test;

/** The publisher against kinesalite. */
class KinesaliteRoundTripTest extends RoundTripCases {

    @Override
    KinesisEmulator emulator() {
        return Kinesalite.required();
    }

    @Test
    void aClientThatWritesCborFailsWithTheSettingToChange() {
        kinesis().createStream(stream(), 1);
        try (Publisher publisher = writingCbor()) {
            assertThat(failure(publisher.send(pin(1, "t")))).hasMessageContaining("aws.cborEnabled=false");
        }
    }
}
