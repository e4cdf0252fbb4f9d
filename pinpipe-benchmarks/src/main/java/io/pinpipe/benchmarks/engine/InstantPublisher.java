package io.pinpipe.benchmarks.engine;

import io.pinpipe.Destinations;
import io.pinpipe.engine.BatchPublisher;
import io.pinpipe.engine.BatchPublisherBuilder;
import io.pinpipe.spi.Batch;
import io.pinpipe.spi.BatchTransport;
import io.pinpipe.spi.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A publisher whose far side stores every batch at once, and nowhere. */
final class InstantPublisher extends BatchPublisher {

    private InstantPublisher(Builder builder) {
        super(new InstantTransport(), builder);
    }

    static InstantPublisher open() {
        return new Builder().destinations(Destinations.shared("nowhere")).build();
    }

    private static final class InstantTransport implements BatchTransport {

        private static final Outcome STORED = Outcome.stored("0", "0");

        @Override
        public CompletionStage<List<Outcome>> attempt(Batch batch) {
            return CompletableFuture.completedFuture(
                    Collections.nCopies(batch.messages().size(), STORED));
        }

        @Override
        public void close() {}
    }

    private static final class Builder extends BatchPublisherBuilder<Builder> {

        InstantPublisher build() {
            check();
            return new InstantPublisher(this);
        }

        @Override
        protected Destinations destinationsOf(String userId) {
            return Destinations.topics(userId);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
