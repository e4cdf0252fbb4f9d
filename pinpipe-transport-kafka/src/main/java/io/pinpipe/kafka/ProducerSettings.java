package io.pinpipe.kafka;

import io.pinpipe.internal.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The properties of Kafka's clients: those that the delivery contract demands, the builder's, and the user's own if they
 * contradict neither.
 */
final class ProducerSettings {

    /** Kafka's own default; the producer allocates the memory only as needed. */
    private static final long BUFFER_MEMORY_MIN = 32L * 1024 * 1024;

    private static final int MAX_REQUEST_BYTES_MIN = 1024 * 1024;
    private static final int REQUEST_TIMEOUT_MILLIS = 30_000;

    /** What a key and the record's framing may add to the value. */
    private static final int RECORD_FRAMING_BYTES = 1024;

    /** Kafka's message for an invalid value, which shows the value before the reason. */
    private static final Pattern INVALID_VALUE =
            Pattern.compile("Invalid value .* for configuration [^:]+: (.*)", Pattern.DOTALL);

    private static final Map<String, String> DEFAULTS = Map.of(
            ProducerConfig.LINGER_MS_CONFIG,
            Long.toString(KafkaPublisher.Builder.DEFAULT_LINGER.toMillis()),
            ProducerConfig.BATCH_SIZE_CONFIG,
            Integer.toString(KafkaPublisher.Builder.DEFAULT_BATCH_BYTES),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            KafkaPublisher.Builder.DEFAULT_COMPRESSION.propertyValue(),
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            Integer.toString(KafkaPublisher.Builder.DEFAULT_REQUESTS_IN_FLIGHT));

    private final Map<String, String> own;
    private final Map<String, String> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * @param own the user's properties
     * @param chosen builder settings that are properties too
     */
    ProducerSettings(
            Map<String, String> own,
            Map<String, String> chosen,
            String bootstrapServers,
            Duration deliveryTimeout,
            long bufferBytes,
            int recordBytes) {
        this.own = new TreeMap<>(own);
        values.putAll(own);
        int delivery = millis(deliveryTimeout);
        demand(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, "pass the brokers to the builder");
        demand(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(), "leave it out");
        demand(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName(), "leave it out");
        demand(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true", "leave it out");
        demand(ProducerConfig.ACKS_CONFIG, "all", "leave it out", "-1"::equals);
        demand(ProducerConfig.RETRIES_CONFIG, Integer.toString(Integer.MAX_VALUE), "set deliveryTimeout instead");
        demand(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(delivery), "set deliveryTimeout instead");
        demand(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false", "leave it out, or order per key is lost");
        if (values.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG) != null) {
            refuse(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "the publisher uses no transactions: leave it out");
        }
        values.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(delivery));
        limit(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery, "no send may block longer than deliveryTimeout");

        DEFAULTS.forEach((name, value) -> choose(name, chosen.get(name), value));
        limit(
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                KafkaPublisher.Builder.REQUESTS_IN_FLIGHT_MAX,
                "an idempotent producer keeps order with no more");
        timeouts(delivery);
        sizes(bufferBytes, recordBytes);
        validate();
    }

    /** What is wrong, one sentence each. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    Map<String, Object> producer() {
        return Map.copyOf(values);
    }

    /** The same connection and login for the admin client, without properties of the producer only. */
    Map<String, Object> admin() {
        Map<String, Object> admin = new HashMap<>(values);
        admin.keySet()
                .removeIf(name -> ProducerConfig.configNames().contains(name)
                        && !AdminClientConfig.configNames().contains(name));
        admin.remove(AdminClientConfig.RETRIES_CONFIG);
        return admin;
    }

    private void demand(String name, String value, String remedy) {
        demand(name, value, remedy, value::equals);
    }

    private void demand(String name, String value, String remedy, Predicate<String> same) {
        String given = own.get(name);
        if (given != null && !given.strip().equalsIgnoreCase(value) && !same.test(given.strip())) {
            refuse(name, "the publisher needs " + value + ": " + remedy);
        }
        values.put(name, value);
    }

    private void limit(String name, long most, String reason) {
        Long given = number(name);
        if (given != null && given > most) {
            refuse(name, "it may be at most " + most + ", since " + reason);
        }
    }

    /** Adds a builder setting, which replaces the default; a property of the user's with another value is a problem. */
    private void choose(String name, @Nullable String set, String byDefault) {
        String given = own.get(name);
        if (given != null && set != null && !given.strip().equalsIgnoreCase(set)) {
            refuse(name, "the builder has another value: leave one of them out");
        }
        values.put(name, set != null ? set : given != null ? given.strip() : byDefault);
    }

    private void timeouts(int delivery) {
        Long linger = number(ProducerConfig.LINGER_MS_CONFIG);
        if (linger == null || linger < 0) {
            return;
        }
        if (linger >= delivery) {
            problems.add("linger must be shorter than deliveryTimeout, and " + linger + " ms is not shorter than "
                    + delivery + " ms");
            return;
        }
        long most = delivery - linger;
        values.putIfAbsent(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(Math.min(REQUEST_TIMEOUT_MILLIS, most)));
        limit(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, most, "it and linger must fit into deliveryTimeout");
    }

    private void sizes(long bufferBytes, int recordBytes) {
        long request = Math.min(Integer.MAX_VALUE, (long) recordBytes + RECORD_FRAMING_BYTES);
        values.putIfAbsent(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(Math.max(MAX_REQUEST_BYTES_MIN, request)));
        long twice = bufferBytes > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * bufferBytes;
        Long batch = number(ProducerConfig.BATCH_SIZE_CONFIG);
        long one = Math.max(request, batch == null ? 0 : batch);
        String name = ProducerConfig.BUFFER_MEMORY_CONFIG;
        Long given = own.containsKey(name) ? number(name) : null;
        if (given != null && given < Math.max(twice, one)) {
            refuse(
                    name,
                    "it must be at least " + Math.max(twice, one)
                            + ", twice bufferBytes and one batch: leave it out, or set bufferBytes instead");
        }
        if (given == null) {
            values.put(name, Long.toString(Math.max(BUFFER_MEMORY_MIN, Math.max(twice, one))));
        }
    }

    /** Validates each value with Kafka's definitions; messages never show it, since any may be a misplaced secret. */
    private void validate() {
        for (ConfigValue value : ProducerConfig.configDef().validate(values)) {
            String given = own.getOrDefault(value.name(), "");
            for (String message : value.errorMessages()) {
                Matcher why = INVALID_VALUE.matcher(message);
                String reason = why.matches() ? why.group(1) : message;
                String withoutValue = given.isBlank() ? reason : reason.replace(given.strip(), "***");
                refuse(value.name(), redactor().text(withoutValue) + hint(message));
            }
        }
    }

    /** Redacts every value that the user gave, since any may be a misplaced secret. */
    Redactor redactor() {
        return Redactor.of(own.values());
    }

    private static String hint(String message) {
        return message.contains("software.amazon.msk")
                ? "; add software.amazon.msk:aws-msk-iam-auth to the classpath"
                : "";
    }

    private @Nullable Long number(String name) {
        try {
            String text = values.get(name);
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            // Kafka's own validation reports it
            return null;
        }
    }

    private void refuse(String name, String why) {
        problems.add("the client property " + name + " cannot be used: " + why);
    }

    static int millis(Duration duration) {
        return duration.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) > 0
                ? Integer.MAX_VALUE
                : (int) Math.max(duration.isZero() ? 0 : 1, duration.toMillis());
    }
}
