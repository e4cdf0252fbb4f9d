package io.pinpipe.testkit;

import io.pinpipe.PublishListener;
import io.pinpipe.PublisherGauges;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Captures the gauges of a publisher. */
final class GaugeReader implements PublishListener {

    private @Nullable PublisherGauges gauges;

    @Override
    public void opened(PublisherGauges opened) {
        gauges = opened;
    }

    PublisherGauges gauges() {
        return Objects.requireNonNull(gauges, "no publisher was opened");
    }
}
