package io.pinpipe.transport;

import io.pinpipe.Message;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries single records with a client that batches, orders and retries by itself, as Kafka's producer does.
 *
 * <p>After the hand-over only the client settles a record: the engine does not retry it. An event whose deadline passes
 * meanwhile fails as one that may be stored, and keeps its room in the buffer until the client has settled it.
 */
public interface RecordTransport extends AutoCloseable {

    /**
     * Finds out, before a record is handed over, whether its destination takes any. Called by the thread that hands over; may
     * block. Nothing of the record may leave, since an event that ends meanwhile is certain not to be stored.
     *
     * @param destination where the next record is to go
     * @param timeLeft how long to wait: what is left of the event's delivery timeout, less a little, so that its outcome
     *     comes before the engine ends the event
     * @return why the record cannot be handed over, or null when it can; null by default
     */
    default Outcome.@Nullable Refused refusal(String destination, Duration timeLeft) {
        return null;
    }

    /**
     * Hands one record over. Called by one thread at a time, in the order of the sends, each after {@link #refusal} gave null
     * for its destination; may block while the client does.
     *
     * @param message what to send
     * @param done to be called once, from any thread, also when the hand-over fails
     */
    void send(Message message, Consumer<Outcome> done);

    /**
     * Why a message does not fit the wire. Any thread; must not block.
     *
     * @param message any message
     * @return what is wrong with it and what to do, in one sentence without its full stop, or null; null by default
     */
    default @Nullable String problem(Message message) {
        return null;
    }

    /**
     * What a hand-over waits for at the moment, to be named to those whose time runs out behind it. Any thread.
     *
     * @return words that complete "it waits for", or null when none waits or it is not known
     */
    default @Nullable String waitingFor() {
        return null;
    }

    /**
     * What to say of a record that the client has not settled by its event's deadline. Any thread.
     *
     * @param destination the topic
     * @param deliveryTimeout how long the client had, and the engine before it
     * @return who did not acknowledge it and what to do, in one sentence without its full stop
     */
    default String overdue(String destination, Duration deliveryTimeout) {
        return "it was not acknowledged within " + deliveryTimeout.toMillis() + " ms of its send";
    }

    /** Asks the client to send at once what waits for company. Must not block. */
    void flush();

    /** Releases connections and threads; what is still under way is abandoned. Called once. */
    @Override
    void close();
}
