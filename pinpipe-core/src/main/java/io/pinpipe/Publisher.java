package io.pinpipe;

import io.pinpipe.transport.PublisherProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Delivers events to a far side, and reports for each one whether the far side stored it.
 *
 * <p>The contract, the same on every transport:
 *
 * <ul>
 *   <li>A send succeeds only when the far side has named where it stored the event. Every accepted send ends exactly
 *       once, within the delivery timeout or at close.
 *   <li>Delivery errors only ever come through the future, as a {@link PublishException}.
 *   <li>Events of one index in one destination are stored in the order they were sent, retries included.
 *   <li>Cancelling or completing a returned future changes neither the delivery nor the counts.
 *   <li>Callbacks on the futures run on one thread of the publisher, in order for each index. They must not block on
 *       other futures of the same publisher: {@code join()} inside a callback waits for ever.
 * </ul>
 *
 * <p>Thread-safe.
 */
public interface Publisher extends AutoCloseable {

    /**
     * Sends one message.
     *
     * <p>Returns at once, unless the buffer is full: then it waits for room in order of arrival, up to the publisher's
     * limit. An interrupt ends the wait, fails the future with {@link Reason#BUFFER_FULL} and keeps the thread's
     * interrupt flag. From a callback, a listener or any other code that the publisher runs it never waits: the event is
     * admitted or fails.
     *
     * @param message what to send
     * @return completes with the receipt, or exceptionally with a {@link PublishException}
     * @throws NullPointerException when {@code message} is null
     */
    CompletableFuture<Receipt> send(Message message);

    /**
     * Sends one part of a post as a message: its destination is that of its kind, its value its canonical JSON, its key the
     * index. Otherwise as {@link #send(Message)}.
     *
     * @param event what to send
     * @return completes with the receipt, or exceptionally with a {@link PublishException}
     * @throws NullPointerException when {@code event} is null
     * @throws IllegalStateException when the publisher was built without destinations for posts
     */
    CompletableFuture<Receipt> send(PostEvent event);

    /**
     * Sends the parts of a post that are there: pin, then geo, then user.
     *
     * @param post what to send
     * @return one future for each part, in that order; empty for a post without parts
     */
    default List<CompletableFuture<Receipt>> send(Post post) {
        return post.events().stream().map(this::send).toList();
    }

    /**
     * Sends at once what waits for company, and tells when every earlier send is done, however it ended.
     *
     * @return completes when all sends that returned before this call are done and their callbacks have run; never
     *     exceptionally, even if all of them failed
     */
    CompletableFuture<Void> flush();

    /**
     * Delivers what was accepted, for up to the close timeout; then fails what is left with {@link Reason#CLOSED} and
     * releases all threads and connections.
     *
     * <p>Returns within the close timeout and at most 4 s, whatever callbacks, listeners and the far side do; what is not
     * done by then goes on behind it, and the log says what that is. A second call waits for the first. A call from a
     * callback, a listener or any other code that the publisher runs begins the closing and returns.
     * An interrupt cuts the wait short, fails what is left and keeps the thread's interrupt flag. Later sends fail with
     * {@link Reason#CLOSED}.
     */
    @Override
    void close();

    /**
     * Opens a publisher by its address, with the transport on the classpath that knows the scheme.
     *
     * @param target such as {@code kafka://h1:9092,h2:9092} or {@code https://host/stage}
     * @param options settings by name, such as {@code userId}; see {@code docs/defaults.md}
     * @return an open publisher
     * @throws IllegalArgumentException when no transport knows the scheme, or an option is unknown or unusable; the
     *     message lists what is known
     */
    static Publisher open(URI target, Map<String, String> options) {
        return PublisherProvider.find(target, options);
    }
}
