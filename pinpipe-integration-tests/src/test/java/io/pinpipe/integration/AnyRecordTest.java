package io.pinpipe.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Message;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.json.JsonMessages;
import io.pinpipe.kafka.KafkaPublisher;
import io.pinpipe.kinesis.KinesisPublisher;
import io.pinpipe.rest.KafkaRestPublisher;
import io.pinpipe.rest.KinesisGatewayPublisher;
import io.pinpipe.testkit.servers.Dialect;
import io.pinpipe.testkit.servers.EmbeddedKafka;
import io.pinpipe.testkit.servers.GatewayStandIn;
import io.pinpipe.testkit.servers.Kinesalite;
import io.pinpipe.testkit.servers.RestProxyStandIn;
import io.pinpipe.testkit.servers.StreamRecord;
import io.pinpipe.testkit.servers.TcpProxy;
import io.pinpipe.testkit.servers.TopicReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A type of record that the library does not know travels over every transport: its values, its keys and the order of
 * each key arrive, also where connections are cut on the way.
 */
class AnyRecordTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PLAIN_CUSTOMERS = List.of("customer-1", "customer_2", "7", "0");
    private static final List<String> CUSTOMERS = List.of("customer-1", "ключ 🗝", "7", "0");
    private static final int ORDERS = 60;
    private static final int PARTITIONS = 3;
    private static final long WAIT_SECONDS = 120;

    @AutoClose
    private static final EmbeddedKafka KAFKA = EmbeddedKafka.open();

    /** What a program of one's own sends. */
    record Order(@Nullable String customer, int number, String note) {}

    /** An order read back. */
    private record Held(@Nullable String key, Order order) {}

    @ParameterizedTest
    @EnumSource
    void ordersTravelThroughEachRestProxy(Dialect dialect) {
        String topic = "orders-" + dialect.name().toLowerCase(Locale.ROOT);
        KAFKA.createTopics(PARTITIONS, topic);
        Map<Order, Receipt> receipts;
        try (RestProxyStandIn proxy = RestProxyStandIn.builder(KAFKA.bootstrapServers())
                        .dialect(dialect)
                        .start();
                TcpProxy wire = TcpProxy.open()) {
            wire.forwardTo(proxy.uri().getPort());
            try (Publisher publisher = KafkaRestPublisher.builder(address(wire, ""))
                    .batchRecords(20)
                    .build()) {
                receipts = sendOrders(publisher, topic, CUSTOMERS, wire::cut);
            }
        }

        List<Held> held = TopicReader.read(KAFKA.bootstrapServers(), topic).stream()
                .map(record -> new Held(
                        record.key() == null ? null : json(record.key(), String.class),
                        json(Objects.requireNonNull(record.value()), Order.class)))
                .toList();
        assertHeld(held, receipts, CUSTOMERS);
        assertThat(held).contains(new Held(null, order(null, 0)));
    }

    @Test
    void ordersTravelByKafkaWithTheirHeaders() {
        String topic = "orders-kafka";
        KAFKA.createTopics(PARTITIONS, topic);
        Message headed = Message.builder(topic)
                .key("headed")
                .value(bytes(order("headed", 1)))
                .header("type", "order".getBytes(StandardCharsets.UTF_8))
                .header("hop", new byte[] {1})
                .header("hop", new byte[] {(byte) 0xff})
                .build();
        Map<Order, Receipt> receipts;
        try (Publisher publisher =
                KafkaPublisher.builder(KAFKA.bootstrapServers()).build()) {
            receipts = sendOrders(publisher, topic, CUSTOMERS, () -> {});
            receipts.put(order("headed", 1), receipt(publisher.send(headed)));
        }

        List<ConsumerRecord<String, String>> records = records(topic);
        List<Held> held = records.stream()
                .map(record -> new Held(record.key(), json(record.value(), Order.class)))
                .toList();
        assertHeld(held, receipts, CUSTOMERS);
        assertThat(held).hasSameSizeAs(receipts.keySet()).contains(new Held(null, order(null, 0)));
        assertThat(records)
                .filteredOn(record -> "headed".equals(record.key()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.headers())
                            .extracting(header -> header.key())
                            .containsExactly("type", "hop", "hop");
                    assertThat(record.headers())
                            .extracting(header -> header.value())
                            .containsExactly(
                                    "order".getBytes(StandardCharsets.UTF_8), new byte[] {1}, new byte[] {(byte) 0xff});
                });
    }

    @Test
    void ordersTravelToKinesisByTheSdk() {
        try (Kinesalite kinesis = Kinesalite.required();
                TcpProxy wire = TcpProxy.open()) {
            kinesis.createStream("orders", 2);
            wire.forwardTo(kinesis.endpoint().getPort());
            Map<Order, Receipt> receipts;
            try (Publisher publisher = KinesisPublisher.builder("us-east-1")
                    .endpoint(address(wire, ""))
                    .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                    .batchRecords(20)
                    .build()) {
                receipts = sendOrders(publisher, "orders", CUSTOMERS, wire::cut);
            }

            assertHeld(held(kinesis.read("orders")), receipts, CUSTOMERS);
        }
    }

    @Test
    void ordersTravelToKinesisThroughAGateway() {
        try (Kinesalite kinesis = Kinesalite.required();
                GatewayStandIn gateway =
                        GatewayStandIn.builder(kinesis.endpoint()).start();
                TcpProxy wire = TcpProxy.open()) {
            kinesis.createStream("orders", 2);
            wire.forwardTo(gateway.uri().getPort());
            Map<Order, Receipt> receipts;
            try (Publisher publisher = KinesisGatewayPublisher.builder(
                            address(wire, gateway.uri().getPath()))
                    .batchRecords(20)
                    .build()) {
                receipts = sendOrders(publisher, "orders", PLAIN_CUSTOMERS, wire::cut);
            }

            assertHeld(held(kinesis.read("orders")), receipts, PLAIN_CUSTOMERS);
        }
    }

    /** One order of nobody, and then those of the customers in turn; something happens while the rest is in flight. */
    private static Map<Order, Receipt> sendOrders(
            Publisher publisher, String destination, List<String> customers, Runnable onTheWay) {
        JsonMessages<Order> messages = JsonMessages.of(destination, JSON, Order::customer);
        Map<Order, CompletableFuture<Receipt>> sent = new LinkedHashMap<>();
        List<Order> orders = new ArrayList<>();
        orders.add(order(null, 0));
        IntStream.rangeClosed(1, ORDERS)
                .forEach(number -> customers.forEach(customer -> orders.add(order(customer, number))));
        for (Order order : orders) {
            sent.put(order, publisher.send(messages.message(order)));
            if (order.customer() == null) {
                publisher.flush().join();
            }
        }
        receipt(Objects.requireNonNull(sent.get(order(customers.get(0), ORDERS / 2))));
        onTheWay.run();
        Map<Order, Receipt> receipts = new LinkedHashMap<>();
        sent.forEach((order, future) -> receipts.put(order, receipt(future)));
        return receipts;
    }

    /**
     * Checks that each order is stored once, or more often where its receipt reports that, under its key and in the
     * order of its key.
     */
    private static void assertHeld(List<Held> held, Map<Order, Receipt> receipts, List<String> customers) {
        Map<Order, Long> copies = held.stream().collect(Collectors.groupingBy(Held::order, Collectors.counting()));

        assertThat(copies.keySet()).isEqualTo(receipts.keySet());
        assertThat(copies)
                .as("held more than once, and not flagged")
                .allSatisfy((order, count) -> assertThat(
                                count == 1 || receipts.get(order).maybeDuplicated())
                        .isTrue());
        for (String customer : customers) {
            List<Held> ofCustomer = held.stream()
                    .filter(each -> customer.equals(each.order().customer()))
                    .toList();
            assertThat(ofCustomer).extracting(Held::key).containsOnly(customer);
            assertThat(ofCustomer.stream().map(each -> each.order().number()).distinct())
                    .as("the orders of %s", customer)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, ORDERS).boxed().toList());
        }
    }

    private static Order order(@Nullable String customer, int number) {
        return new Order(customer, number, "crème \"brûlée\" 🍮\n" + number);
    }

    private static Receipt receipt(CompletableFuture<Receipt> future) {
        return future.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static URI address(TcpProxy wire, String path) {
        return URI.create("http://127.0.0.1:" + wire.port() + path);
    }

    private static List<Held> held(List<StreamRecord> records) {
        return records.stream()
                .map(record -> new Held(record.partitionKey(), json(record.data(), Order.class)))
                .toList();
    }

    /** All records of a topic with their headers. */
    private static List<ConsumerRecord<String, String>> records(String topic) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, KAFKA.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long all = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
            while (records.size() < all && System.nanoTime() - giveUp < 0) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static byte[] bytes(Order order) {
        try {
            return JSON.writeValueAsBytes(order);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T json(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
