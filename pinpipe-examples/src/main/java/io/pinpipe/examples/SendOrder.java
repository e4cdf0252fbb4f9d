package io.pinpipe.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.json.JsonMessages;
import io.pinpipe.kafka.KafkaPublisher;
import java.util.concurrent.CompletableFuture;

/**
 * Sends your own records as JSON, in order per customer, and prints the receipts. Argument: the broker, such as
 * {@code localhost:9092}.
 */
public final class SendOrder {

    /** A record type of your own. */
    public record Order(long id, String customer, double total) {}

    private static final JsonMessages<Order> ORDERS = JsonMessages.of("orders", new ObjectMapper(), Order::customer);

    private SendOrder() {}

    public static void main(String[] args) {
        try (Publisher publisher =
                KafkaPublisher.builder(args[0]).createTopics(3).build()) {
            CompletableFuture<Receipt> first = send(publisher, new Order(1, "Ada", 19.9));
            CompletableFuture<Receipt> second = send(publisher, new Order(2, "Ada", 5.0));
            System.out.println(first.join());
            System.out.println(second.join());
        }
    }

    /** Sends an order to any publisher. */
    static CompletableFuture<Receipt> send(Publisher publisher, Order order) {
        return publisher.send(ORDERS.message(order));
    }
}
