package io.pinpipe.rest;

import io.pinpipe.Publisher;
import io.pinpipe.transport.PublisherProvider;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Opens a {@link KinesisGatewayPublisher} for {@code kinesis+https://…} and {@code kinesis+http://…}. */
public final class KinesisGatewayPublisherProvider implements PublisherProvider {

    private static final String PREFIX = "kinesis+";

    /** For {@link java.util.ServiceLoader}. */
    public KinesisGatewayPublisherProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of(PREFIX + "http", PREFIX + "https");
    }

    @Override
    public Publisher open(URI target, Map<String, String> options) {
        URI base = URI.create(target.toString().substring(PREFIX.length()));
        return KinesisGatewayPublisher.builder(base).options(options).build();
    }
}
