package io.pinpipe.examples.demo;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.Publisher;
import io.pinpipe.testkit.servers.KafkaBroker;
import io.pinpipe.testkit.servers.StoredRecord;
import io.pinpipe.testkit.servers.TopicReader;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** A leg to three topics of a broker, read back by a consumer. */
final class TopicsLeg implements DemoLeg {

    private final String name;
    private final String userId;
    private final KafkaBroker broker;
    private final Supplier<Publisher> publisher;

    TopicsLeg(String name, String userId, KafkaBroker broker, Supplier<Publisher> publisher) {
        this.name = name;
        this.userId = userId;
        this.broker = broker;
        this.publisher = publisher;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Publisher open() {
        return publisher.get();
    }

    @Override
    public List<String> read(Kind kind) {
        String topic = Destinations.topics(userId).of(kind);
        return TopicReader.read(broker.bootstrapServers(), topic).stream()
                .map(StoredRecord::value)
                .map(value -> Objects.requireNonNullElse(value, ""))
                .toList();
    }
}
