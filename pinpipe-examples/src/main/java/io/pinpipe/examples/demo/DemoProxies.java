package io.pinpipe.examples.demo;

import io.pinpipe.Destinations;
import io.pinpipe.rest.KafkaRestPublisher;
import io.pinpipe.testkit.servers.Dialect;
import io.pinpipe.testkit.servers.KafkaBroker;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stand-in for each of the usual Kafka REST proxies, and the demo's legs through them. */
final class DemoProxies implements AutoCloseable {

    private static final String USER_PREFIX = "de300000001";

    private final Map<Dialect, RestProxyStandIn> proxies = new LinkedHashMap<>();

    private DemoProxies() {}

    static DemoProxies start(String bootstrapServers) {
        DemoProxies started = new DemoProxies();
        try {
            for (Dialect dialect : Dialect.values()) {
                started.proxies.put(
                        dialect,
                        RestProxyStandIn.builder(bootstrapServers)
                                .dialect(dialect)
                                .start());
            }
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    /** A leg through each, with its own topics. */
    List<DemoLeg> legs(KafkaBroker broker, int partitions) {
        List<DemoLeg> legs = new ArrayList<>();
        proxies.forEach((dialect, proxy) -> {
            String userId = USER_PREFIX + dialect.ordinal();
            broker.createTopics(partitions, Destinations.topics(userId).all().toArray(String[]::new));
            legs.add(new TopicsLeg(
                    name(dialect),
                    userId,
                    broker,
                    KafkaRestPublisher.builder(proxy.uri()).userId(userId).key(key(dialect))::build));
        });
        return legs;
    }

    @Override
    public void close() {
        proxies.values().forEach(RestProxyStandIn::close);
    }

    /** Strimzi's bridge rejects numbers as keys; a publisher that detects this itself logs a warning. */
    private static KafkaRestPublisher.Key key(Dialect dialect) {
        return dialect == Dialect.STRIMZI ? KafkaRestPublisher.Key.TEXT : KafkaRestPublisher.Key.AUTO;
    }

    private static String name(Dialect dialect) {
        return switch (dialect) {
            case CONFLUENT -> "Kafka REST";
            case STRIMZI -> "Strimzi bridge";
            case KARAPACE -> "Karapace";
        };
    }
}
