package io.pinpipe.transport;

import io.pinpipe.Destinations;
import io.pinpipe.PublishListener;
import io.pinpipe.internal.EngineRuntime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every publisher needs to know, checked. */
record Settings(
        @Nullable Destinations destinations,
        Duration deliveryTimeout,
        long bufferBytes,
        Duration bufferWait,
        int callbackLimit,
        Duration closeTimeout,
        boolean closeAtExit,
        List<PublishListener> listeners,
        EngineRuntime runtime) {

    /** What to call the publisher in logs and in the names of its threads. */
    String name() {
        return destinations == null ? "messages" : destinations.toString();
    }
}
