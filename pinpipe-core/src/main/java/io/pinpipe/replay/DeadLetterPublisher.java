package io.pinpipe.replay;

import io.pinpipe.PostEvent;
import io.pinpipe.Publisher;
import io.pinpipe.internal.FailedEvent;
import java.util.concurrent.CompletableFuture;

/** Sends lost events elsewhere. A row of which no event could be made cannot be sent, and so is not kept. */
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
                    "a row of which no event can be made cannot be published; a dead-letter file would take it"));
        }
        return publisher.send(event);
    }

    @Override
    public void force() {
        publisher.flush();
    }

    /** The publisher is the caller's. */
    @Override
    public void close() {}
}
