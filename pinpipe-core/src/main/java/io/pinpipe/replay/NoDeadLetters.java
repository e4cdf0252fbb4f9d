package io.pinpipe.replay;

import io.pinpipe.internal.FailedEvent;
import java.util.concurrent.CompletableFuture;

/** Keeps nothing: the first failed event ends the replay. */
final class NoDeadLetters implements DeadLetters {

    @Override
    public boolean keeps(FailedEvent lost) {
        return false;
    }

    @Override
    public CompletableFuture<?> keep(FailedEvent lost) {
        throw new IllegalStateException("no dead letters are configured to keep " + lost.name());
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
}
