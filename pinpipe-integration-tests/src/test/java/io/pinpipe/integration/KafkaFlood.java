package io.pinpipe.integration;

import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.kafka.KafkaPublisher;
import io.pinpipe.testkit.GeneratedPosts;
import io.pinpipe.testkit.servers.ChildProcess;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends events to Kafka as fast as the publisher accepts them, in a JVM of its own, and prints how many were
 * acknowledged.
 *
 * <p>Arguments: the brokers, the user id, the kind, how many events. It says {@code READY} when it starts to send,
 * {@code halfway} when half of it is acknowledged, and at the end {@code acknowledged=… failed=…}.
 */
final class KafkaFlood {

    private static final long SEED = 1;

    private KafkaFlood() {}

    public static void main(String[] args) {
        Kind kind = Kind.valueOf(args[2]);
        long events = Long.parseLong(args[3]);
        Thread sender = new Thread(() -> flood(args[0], args[1], kind, events), "flood");
        sender.start();
        ChildProcess.serve("to send", () -> {});
    }

    private static void flood(String brokers, String userId, Kind kind, long events) {
        AtomicLong acknowledged = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        GeneratedPosts posts = GeneratedPosts.of(SEED, events);
        try (KafkaPublisher publisher =
                KafkaPublisher.builder(brokers).userId(userId).createTopics(3).build()) {
            for (long index = 0; index < events; index++) {
                publisher.send(event(posts, kind, index)).whenComplete((receipt, thrown) -> {
                    if (thrown != null) {
                        if (failed.incrementAndGet() == 1) {
                            System.err.println(thrown);
                        }
                    } else if (acknowledged.incrementAndGet() == events / 2) {
                        System.out.println("halfway");
                    }
                });
            }
        }
        System.out.println("acknowledged=" + acknowledged + " failed=" + failed);
    }

    private static PostEvent event(GeneratedPosts posts, Kind kind, long index) {
        if (kind == Kind.PIN) {
            Pin pin = posts.post(index).pin();
            return Objects.requireNonNull(pin);
        }
        User user = posts.post(index).user();
        return Objects.requireNonNull(user);
    }
}
