package io.pinpipe.benchmarks.rest;

import io.pinpipe.Destinations;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.rest.RestPublisher;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link RestPublisher} with its defaults. */
final class PinpipeRest extends RestContestant {

    private @Nullable RestPublisher publisher;

    PinpipeRest(URI proxy, KafkaBroker broker, GeneratedPins pins) {
        super("RestPublisher", proxy, broker, pins);
    }

    @Override
    void open(URI proxy, String topic) {
        publisher = RestPublisher.builder(proxy)
                .destinations(Destinations.shared(topic))
                .build();
    }

    @Override
    public long run() {
        return pins.sendTo(Objects.requireNonNull(publisher));
    }

    @Override
    void close() {
        if (publisher != null) {
            publisher.close();
        }
    }
}
