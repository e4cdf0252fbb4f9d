package io.pinpipe.testkit;

import io.pinpipe.Kind;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Provides publishers and a scripted service to {@link PublisherContract}; implemented by the author of a transport.
 * One harness serves one case.
 */
public interface ContractHarness extends AutoCloseable {

    /**
     * Opens a publisher that sends to {@link #service()}.
     *
     * @param options settings by name, as for {@link Publisher#open}; the harness adds those that the transport needs
     * @param listener the listener to register
     * @return an open publisher; the case closes it
     */
    Publisher open(Map<String, String> options, PublishListener listener);

    /**
     * Returns the service, whose answers the harness puts on the transport's wire.
     *
     * @return the same service each time
     */
    FakeService service();

    /**
     * Returns the destination of a kind.
     *
     * @param kind the kind
     * @return the topic or stream, as used by {@link FakeService#held(String)}
     */
    String destination(Kind kind);

    /**
     * Returns what the transport supports; cases that need more do not apply.
     *
     * @return the abilities
     */
    Set<Ability> abilities();

    /**
     * Returns the reasons for which the service can permanently refuse a single record.
     *
     * @return at least one reason
     */
    Set<Reason> fatalReasons();

    /**
     * Returns what an event counts toward {@code recordBytes} beyond the length of its JSON, such as its key.
     *
     * @param index the event's index
     * @return bytes; 0 by default
     */
    default int recordOverhead(long index) {
        return 0;
    }

    /**
     * Returns a secret that the publisher was opened with; required with {@link Ability#SECRETS}.
     *
     * @return the secret; empty by default
     */
    default String secret() {
        return "";
    }

    /**
     * Returns whether a thread belongs to the service, or to a library that shares it among all its users in the
     * process and ends it after a long idle time, so that it may outlive a publisher.
     *
     * @param thread any thread of this JVM
     * @return false by default
     */
    default boolean isOfService(Thread thread) {
        return false;
    }

    /**
     * Waits until a future is done, normally or not.
     *
     * @param future the future
     * @throws InterruptedException when the thread is interrupted
     * @throws TimeoutException after three minutes
     */
    default void await(CompletableFuture<?> future) throws InterruptedException, TimeoutException {
        try {
            future.get(3, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            // the case checks the result
        }
    }

    /**
     * Advances virtual time; required with {@link Ability#VIRTUAL_TIME}.
     *
     * @param duration how far to advance
     */
    default void elapse(Duration duration) {
        throw new UnsupportedOperationException("this harness has no virtual time");
    }

    /** Stops what the harness started. */
    @Override
    void close();
}
