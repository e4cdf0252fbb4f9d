package io.pinpipe.kafka;

import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Topics that exist without any query; records which were doubted. */
final class StillTopics implements Topics {

    private final List<String> doubted = new CopyOnWriteArrayList<>();

    List<String> doubted() {
        return doubted;
    }

    @Override
    public Outcome.@Nullable Refused refusal(String topic, Duration patience) {
        return null;
    }

    @Override
    public void doubt(String topic) {
        doubted.add(topic);
    }

    @Override
    public @Nullable String waitingFor() {
        return null;
    }

    @Override
    public void close() {}
}
