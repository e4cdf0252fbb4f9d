package io.pinpipe.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ShippedConfigTest {

    /** API Gateway gives up a request after this many milliseconds. */
    private static final long GATEWAY_GIVES_UP = 29_000;

    private static final Path CONFIG = Path.of(System.getProperty("pinpipe.project"), "config");

    private static Map<String, String> read(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(CONFIG.resolve(file))) {
            properties.load(reader);
        }
        Map<String, String> read = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }

    private static Map<String, Object> withPrefixRemoved(Map<String, String> all) {
        Map<String, Object> producer = new HashMap<>();
        producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, all.get("bootstrap.servers"));
        all.forEach((name, value) -> {
            if (name.startsWith("producer.")) {
                producer.put(name.substring("producer.".length()), value);
            }
        });
        return producer;
    }

    @Test
    void aPublisherTakesTheClientPropertiesForMskWithTheIamLoginModule() {
        try (KafkaPublisher publisher = KafkaPublisher.builder("127.0.0.1:9098")
                .userId("u")
                .clientProperties(CONFIG.resolve("client.properties"))
                .build()) {
            assertThat(publisher).isNotNull();
        }
    }

    @Test
    void theClientPropertiesForMskDoNotReconnectTooFast() throws IOException {
        assertThat(read("client.properties"))
                .hasEntrySatisfying(
                        "reconnect.backoff.ms",
                        value -> assertThat(Integer.parseInt(value)).isGreaterThanOrEqualTo(1000));
    }

    @Test
    void theSettingsOfTheRestProxyMakeARealProducer() throws IOException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                withPrefixRemoved(read("kafka-rest.properties")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            assertThat(producer.metrics()).isNotEmpty();
        }
    }

    @Test
    void everySettingOfTheRestProxysProducerIsOneThatKafkaKnows() throws IOException {
        assertThat(withPrefixRemoved(read("kafka-rest.properties")).keySet()).isSubsetOf(ProducerConfig.configNames());
    }

    @Test
    void theRestProxysProducerGivesUpBeforeTheGateway() throws IOException {
        Map<String, String> settings = read("kafka-rest.properties");
        long delivery = Long.parseLong(settings.get("producer.delivery.timeout.ms"));
        long block = Long.parseLong(settings.get("producer.max.block.ms"));

        assertThat(delivery).isLessThan(25_000);
        assertThat(delivery + block).isLessThan(GATEWAY_GIVES_UP);
    }
}
