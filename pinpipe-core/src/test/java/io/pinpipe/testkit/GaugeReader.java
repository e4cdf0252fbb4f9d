package io.pinpipe.testkit;

import io.pinpipe.PublishListener;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Captures the gauges of a publisher. */
final class GaugeReader implements PublishListener {

    private PublishListener.@Nullable Gauges gauges;

    @Override
    public void opened(PublishListener.Gauges opened) {
        gauges = opened;
    }

    PublishListener.Gauges gauges() {
        return Objects.requireNonNull(gauges, "no publisher was opened");
    }
}
