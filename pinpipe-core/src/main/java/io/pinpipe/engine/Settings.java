package io.pinpipe.engine;

import io.pinpipe.Destinations;
import io.pinpipe.PublishListener;
import io.pinpipe.spi.EngineRuntime;
import java.time.Duration;
import java.util.List;

/** What every publisher needs to know, checked. */
record Settings(
        Destinations destinations,
        Duration deliveryTimeout,
        long bufferBytes,
        Duration bufferWait,
        int callbackLimit,
        Duration closeTimeout,
        boolean closeAtExit,
        List<PublishListener> listeners,
        EngineRuntime runtime) {}
