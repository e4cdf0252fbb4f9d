package io.pinpipe.examples;

import io.pinpipe.Pin;
import io.pinpipe.Publisher;
import io.pinpipe.kafka.KafkaPublisher;

/** Sends one pin to Kafka and prints the receipt. Argument: the broker, such as {@code localhost:9092}. */
public final class SendPin {

    private SendPin() {}

    public static void main(String[] args) {
        Pin pin = new Pin(
                7528,
                "fbe53c66-3442-4773-b19e-d3ec6f54dddf",
                "A chair",
                "Oak, three legs",
                "Ada",
                "1.2k",
                "home,wood",
                "image",
                "https://example.org/chair.jpg",
                1,
                "Local save in /data/home",
                "home-decor");
        try (Publisher publisher = KafkaPublisher.builder(args[0])
                .userId("0a1d8948160f")
                .createTopics(3)
                .build()) {
            System.out.println(publisher.send(pin).join());
        }
    }
}
