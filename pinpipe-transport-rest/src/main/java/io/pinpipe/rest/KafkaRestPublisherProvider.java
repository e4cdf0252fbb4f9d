package io.pinpipe.rest;

import io.pinpipe.Publisher;
import io.pinpipe.transport.PublisherProvider;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Opens a {@link KafkaRestPublisher} for {@code http://…} and {@code https://…}. */
public final class KafkaRestPublisherProvider implements PublisherProvider {

    /** For {@link java.util.ServiceLoader}. */
    public KafkaRestPublisherProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public Publisher open(URI target, Map<String, String> options) {
        return KafkaRestPublisher.builder(target).options(options).build();
    }
}
