package io.pinpipe;

import io.pinpipe.transport.PublisherProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Delivers messages to Kafka, Kinesis or an HTTP service, and reports for each one whether it was stored.
 *
 * <pre>{@code
 * try (Publisher out = Publisher.open(URI.create("kafka://localhost:9092"), Map.of("userId", "0a1d8948160f"))) {
 *     out.send(pin).whenComplete((receipt, failure) -> System.out.println(failure == null ? receipt : failure));
 * }
 * }</pre>
 *
 * <p>Every transport keeps the same contract:
 *
 * <ul>
 *   <li>A send succeeds only when the service has named where it stored the event. Every accepted send completes
 *       exactly once, within the delivery timeout or at close.
 *   <li>Delivery errors are reported only through the future, as a {@link PublishException}.
 *   <li>Events with the same key and destination are stored in the order in which they were sent, retries included.
 *   <li>Cancelling or completing a returned future affects neither delivery nor metrics.
 *   <li>Callbacks on the futures run on one thread of the publisher, in order for each key. They must not block on
 *       other futures of the same publisher: {@code join()} inside a callback deadlocks.
 * </ul>
 *
 * <p>Thread-safe.
 */
public interface Publisher extends AutoCloseable {

    /**
     * Sends one message.
     *
     * <p>Returns immediately unless the buffer is full; then it waits for space in order of arrival, up to the
     * configured limit. An interrupt ends the wait, fails the future with {@link Reason#BUFFER_FULL} and preserves the
     * thread's interrupt flag. Calls from a callback, a listener or any other code that the publisher runs never wait:
     * the event is accepted or fails.
     *
     * @param message the message
     * @return completes with the receipt, or exceptionally with a {@link PublishException}
     * @throws NullPointerException when {@code message} is null
     */
    CompletableFuture<Receipt> send(Message message);

    /**
     * Sends one part of a post as a message: its kind selects the destination, its canonical JSON is the value and its
     * index the key. Otherwise like {@link #send(Message)}.
     *
     * @param event the event
     * @return completes with the receipt, or exceptionally with a {@link PublishException}
     * @throws NullPointerException when {@code event} is null
     * @throws IllegalStateException when the publisher was built without destinations for posts
     */
    CompletableFuture<Receipt> send(PostEvent event);

    /**
     * Sends the parts of a post that are present: pin, then geo, then user.
     *
     * @param post the post
     * @return one future for each part, in that order; empty for a post without parts
     */
    default List<CompletableFuture<Receipt>> send(Post post) {
        return post.events().stream().map(this::send).toList();
    }

    /**
     * Sends lingering batches now; completes once every earlier send has completed.
     *
     * @return completes, always normally, when all sends that returned before this call have completed, successfully or
     *     not, and their callbacks have run
     */
    CompletableFuture<Void> flush();

    /**
     * Delivers accepted events for up to the close timeout, then fails the rest with {@link Reason#CLOSED} and releases
     * all threads and connections.
     *
     * <p>Returns within the close timeout plus 4 s, whatever callbacks, listeners and the service do; work left by then
     * continues in the background and is logged. A second call waits for the first. A call from a callback, a listener
     * or any other code that the publisher runs initiates the close and returns. An interrupt ends the wait, fails the
     * remaining events and preserves the thread's interrupt flag. Later sends fail with {@link Reason#CLOSED}.
     */
    @Override
    void close();

    /**
     * Opens a publisher by address, using the transport on the class path that supports the scheme.
     *
     * @param target such as {@code kafka://h1:9092,h2:9092} or {@code https://host/stage}
     * @param options settings by name, such as {@code userId}; see {@code docs/defaults.md}
     * @return an open publisher
     * @throws IllegalArgumentException when no transport supports the scheme, or an option is unknown or invalid; the
     *     message lists the known ones
     */
    static Publisher open(URI target, Map<String, String> options) {
        return PublisherProvider.find(target, options);
    }
}
