package io.pinpipe.kafka;

import io.pinpipe.Publisher;
import io.pinpipe.transport.PublisherProvider;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Opens a {@link KafkaPublisher} for {@code kafka://host:port[,host:port]}. Thread-safe. */
public final class KafkaPublisherProvider implements PublisherProvider {

    private static final String SCHEME = "kafka";

    /** For {@link java.util.ServiceLoader}. */
    public KafkaPublisherProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of(SCHEME);
    }

    @Override
    public Publisher open(URI target, Map<String, String> options) {
        String brokers = target.getRawAuthority();
        boolean more = target.getRawQuery() != null
                || target.getRawFragment() != null
                || !(target.getRawPath() == null
                        || target.getRawPath().isEmpty()
                        || target.getRawPath().equals("/"));
        if (brokers == null || brokers.contains("@") || more) {
            throw new IllegalArgumentException(
                    "The address of Kafka must be kafka://host:port[,host:port] and nothing more;"
                            + " put a login into the file named by the option 'properties'");
        }
        return KafkaPublisher.builder(brokers).options(options).build();
    }
}
