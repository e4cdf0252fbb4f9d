package io.pinpipe.replay;

import io.pinpipe.PostEvent;
import io.pinpipe.Publisher;
import io.pinpipe.internal.FailedEvent;
import java.util.concurrent.CompletableFuture;

/**
 * Sends failed events to another publisher. A row that could not be converted to an event cannot be sent, and so is not
 * kept.
 */
final class DeadLetterPublisher implements DeadLetters {

    private final Publisher publisher;

    DeadLetterPublisher(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public CompletableFuture<?> keep(FailedEvent lost) {
        PostEvent event = lost.event();
        if (event == null) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "a row that cannot be converted to an event cannot be published; a dead-letter file accepts it"));
        }
        return publisher.send(event);
    }

    @Override
    public void force() {
        publisher.flush();
    }

    /** The caller closes the publisher. */
    @Override
    public void close() {}
}
