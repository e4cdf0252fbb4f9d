package io.pinpipe.examples;

import io.pinpipe.Message;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import io.pinpipe.kafka.KafkaPublisher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends an order and one that is too large, and handles failures by reason. Argument:
 * the broker, such as {@code localhost:9092}.
 */
public final class HandleFailures {

    private static final int TOO_LARGE_BYTES = 20 << 20;

    private HandleFailures() {}

    public static void main(String[] args) {
        try (Publisher publisher =
                KafkaPublisher.builder(args[0]).createTopics(3).build()) {
            Message order = Message.of("orders", "Ada", "{\"total\":19.9}".getBytes(StandardCharsets.UTF_8));
            Message tooLarge = Message.of("orders", "Ada", new byte[TOO_LARGE_BYTES]);
            List<CompletableFuture<String>> decisions = List.of(order, tooLarge).stream()
                    .map(message -> publisher.send(message).handle(HandleFailures::decide))
                    .toList();
            decisions.forEach(decision -> System.out.println(decision.join()));
        }
    }

    static String decide(@Nullable Receipt receipt, @Nullable Throwable thrown) {
        if (!(thrown instanceof PublishException failure)) {
            return "Stored: " + receipt;
        }
        return switch (failure.reason()) {
            case UNAVAILABLE, THROTTLED, TIMED_OUT, BUFFER_FULL, CLOSED ->
                failure.maybeStored() ? "Send again, maybe twice: " + failure : "Send again: " + failure;
            case UNAUTHENTICATED, FORBIDDEN, NOT_FOUND -> "Call the operator: " + failure;
            case INVALID, TOO_LARGE, REJECTED, PROTOCOL -> "Set aside " + failure.failedMessage() + ": " + failure;
        };
    }
}
