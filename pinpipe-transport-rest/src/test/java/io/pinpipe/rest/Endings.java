package io.pinpipe.rest;

import io.pinpipe.PublishException;
import io.pinpipe.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The results of sends. */
final class Endings {

    private Endings() {}

    /** The receipt of a send that must succeed. */
    static Receipt receipt(CompletableFuture<Receipt> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no receipt", e);
        }
    }

    /** The failure of a send that must fail. */
    static PublishException failure(CompletableFuture<Receipt> future) {
        try {
            throw new AssertionError("expected a failure, and there was " + future.get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PublishException failure) {
                return failure;
            }
            throw new AssertionError("the wrong exception", e);
        } catch (Exception e) {
            throw new AssertionError("neither receipt nor failure", e);
        }
    }
}
