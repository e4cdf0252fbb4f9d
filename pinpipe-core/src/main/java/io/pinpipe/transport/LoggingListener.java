package io.pinpipe.transport;

import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs failed events: immediately for the first of each destination and reason, then at most one line in ten seconds
 * with the number suppressed. Thread-safe.
 */
final class LoggingListener implements PublishListener {

    static final Duration INTERVAL = Duration.ofSeconds(10);

    private record Subject(String destination, Reason reason) {}

    private static final class Silence {
        private long until;
        private long unlogged;
        private boolean begun;
    }

    private final Logger log;
    private final LongSupplier nanoClock;
    private final Map<Subject, Silence> silences = new ConcurrentHashMap<>();

    LoggingListener(Logger log, LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
    }

    @Override
    public void refused(String destination, PublishException failure) {
        log(destination, failure);
    }

    @Override
    public void failed(String destination, PublishException failure) {
        log(destination, failure);
    }

    private void log(String destination, PublishException failure) {
        Silence silence =
                silences.computeIfAbsent(new Subject(destination, failure.reason()), subject -> new Silence());
        long unlogged;
        synchronized (silence) {
            long now = nanoClock.getAsLong();
            if (silence.begun && now - silence.until < 0) {
                silence.unlogged++;
                return;
            }
            unlogged = silence.unlogged;
            silence.begun = true;
            silence.unlogged = 0;
            silence.until = now + INTERVAL.toNanos();
        }
        if (unlogged == 0) {
            log.warn("{}", failure.getMessage());
        } else {
            log.warn("{} ({} more like it since the last message)", failure.getMessage(), unlogged);
        }
    }
}
