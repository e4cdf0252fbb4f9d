package io.pinpipe.testkit;

import io.pinpipe.Message;
import io.pinpipe.PostEvent;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Receipt;
import java.util.concurrent.CompletableFuture;

/** A publisher whose engine has one fault, and the case that must catch it. */
enum EngineMutant {
    WAITS_WHERE_A_LISTENER_SENDS("aSendFromTheListenerOfARequestNeverWaits") {
        @Override
        PublishListener listener(PublishListener inner) {
            return new PublishListener() {
                @Override
                public void request(String destination, RequestResult result) {
                    // The engine does not recognize this thread as its own.
                    CompletableFuture.runAsync(() -> inner.request(destination, result))
                            .join();
                }
            };
        }
    },
    CLOSES_ONCE_ALL_CALLBACKS_HAVE_RETURNED("closeReturnsInTimeWhileACallbackBlocks") {
        @Override
        Publisher publisher(Publisher inner) {
            return new Publisher() {
                @Override
                public CompletableFuture<Receipt> send(Message message) {
                    return inner.send(message);
                }

                @Override
                public CompletableFuture<Receipt> send(PostEvent event) {
                    return inner.send(event);
                }

                @Override
                public CompletableFuture<Void> flush() {
                    return inner.flush();
                }

                @Override
                public void close() {
                    inner.flush().join();
                    inner.close();
                }
            };
        }
    };

    private final String caughtBy;

    EngineMutant(String caughtBy) {
        this.caughtBy = caughtBy;
    }

    String caughtBy() {
        return caughtBy;
    }

    PublishListener listener(PublishListener inner) {
        return inner;
    }

    Publisher publisher(Publisher inner) {
        return inner;
    }
}
