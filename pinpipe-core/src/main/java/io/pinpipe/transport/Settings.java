package io.pinpipe.transport;

import io.pinpipe.Destinations;
import io.pinpipe.PublishListener;
import io.pinpipe.internal.EngineRuntime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checked settings of a publisher. */
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

    /** The publisher's name in logs and thread names. */
    String name() {
        return destinations == null ? "messages" : destinations.toString();
    }
}
