package io.pinpipe.examples.demo;

import io.pinpipe.Destinations;
import io.pinpipe.Kind;
import io.pinpipe.Publisher;
import io.pinpipe.testkit.servers.Kinesalite;
import io.pinpipe.testkit.servers.StreamRecord;
import java.util.List;
import java.util.function.Supplier;

/** A leg to three streams of kinesalite, read back shard by shard. */
record StreamsLeg(String name, String userId, Kinesalite kinesis, Supplier<Publisher> publisher) implements DemoLeg {

    @Override
    public Publisher open() {
        return publisher.get();
    }

    @Override
    public List<String> read(Kind kind) {
        return kinesis.read(Destinations.streams(userId).of(kind)).stream()
                .map(StreamRecord::data)
                .toList();
    }
}
