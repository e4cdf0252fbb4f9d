package io.pinpipe.transport;

import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies several listeners and isolates delivery from exceptions they throw. Thread-safe. */
final class GuardedListener implements PublishListener {

    private static final Logger LOG = LoggerFactory.getLogger(PublishListener.class);

    private final PublishListener[] listeners;
    private final OwnThreads own;
    private final boolean callsUsers;

    GuardedListener(List<PublishListener> listeners, OwnThreads own) {
        this.listeners = listeners.toArray(PublishListener[]::new);
        this.own = own;
        this.callsUsers = listeners.stream().anyMatch(listener -> !(listener instanceof LoggingListener));
    }

    @Override
    public void opened(PublishListener.Gauges gauges) {
        dispatch(listener -> listener.opened(gauges));
    }

    @Override
    public void accepted(String destination, int bytes, Duration waited) {
        dispatch(listener -> listener.accepted(destination, bytes, waited));
    }

    @Override
    public void refused(String destination, PublishException failure) {
        dispatch(listener -> listener.refused(destination, failure));
    }

    @Override
    public void delivered(Receipt receipt) {
        dispatch(listener -> listener.delivered(receipt));
    }

    @Override
    public void failed(String destination, PublishException failure) {
        dispatch(listener -> listener.failed(destination, failure));
    }

    @Override
    public void request(String destination, RequestResult result) {
        dispatch(listener -> listener.request(destination, result));
    }

    private void dispatch(Consumer<PublishListener> message) {
        if (callsUsers) {
            own.run(() -> dispatchAll(message));
        } else {
            dispatchAll(message);
        }
    }

    private void dispatchAll(Consumer<PublishListener> message) {
        for (PublishListener listener : listeners) {
            try {
                message.accept(listener);
            } catch (RuntimeException | Error e) {
                LOG.warn("A PublishListener threw; delivery continues", e);
            }
        }
    }
}
