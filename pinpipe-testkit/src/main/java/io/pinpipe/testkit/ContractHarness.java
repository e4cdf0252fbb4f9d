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
 * What the author of a transport supplies so that {@link PublisherContract} can test it: publishers, and a far side that
 * follows a script. One harness serves one case.
 */
public interface ContractHarness extends AutoCloseable {

    /**
     * Opens a publisher whose far side is {@link #service()}.
     *
     * @param options settings by name, as for {@link Publisher#open}; the harness adds what the transport needs
     * @param listener to be registered
     * @return an open publisher; the case closes it
     */
    Publisher open(Map<String, String> options, PublishListener listener);

    /**
     * The far side, whose answers the harness puts on the transport's wire.
     *
     * @return the same far side each time
     */
    FakeService service();

    /**
     * Where events of a kind go.
     *
     * @param kind the kind
     * @return the topic or stream, as {@link FakeService#held(String)} knows it
     */
    String destination(Kind kind);

    /**
     * What the transport can do; a case that needs more does not apply.
     *
     * @return the abilities
     */
    Set<Ability> abilities();

    /**
     * The reasons for which the far side can refuse a single record for good.
     *
     * @return at least one reason
     */
    Set<Reason> fatalReasons();

    /**
     * What one event counts against {@code recordBytes} beyond the length of its JSON, such as its key.
     *
     * @param index the event's index
     * @return bytes; 0 by default
     */
    default int recordOverhead(long index) {
        return 0;
    }

    /**
     * A secret that the publisher was opened with; needed with {@link Ability#SECRETS}.
     *
     * @return the secret; empty by default
     */
    default String secret() {
        return "";
    }

    /**
     * Whether a thread belongs to the far side, or to a library that shares it among all its users in the process and
     * ends it when it has long been idle, so that it may outlive a publisher.
     *
     * @param thread any thread of this JVM
     * @return false by default
     */
    default boolean isOfService(Thread thread) {
        return false;
    }

    /**
     * Waits until a future is done, however it ends.
     *
     * @param future what to wait for
     * @throws InterruptedException when the thread is interrupted
     * @throws TimeoutException when it takes three minutes: it never will be done
     */
    default void await(CompletableFuture<?> future) throws InterruptedException, TimeoutException {
        try {
            future.get(3, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            // done is done; the case looks at how
        }
    }

    /**
     * Lets virtual time pass; needed with {@link Ability#VIRTUAL_TIME}.
     *
     * @param duration how much
     */
    default void elapse(Duration duration) {
        throw new UnsupportedOperationException("this harness has no virtual time");
    }

    /** Stops what the harness started. */
    @Override
    void close();
}
