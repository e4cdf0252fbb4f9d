package io.pinpipe.benchmarks.engine;

import io.pinpipe.Destinations;
import io.pinpipe.transport.BatchPublisherBuilder;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.EnginePublisher;
import io.pinpipe.transport.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A publisher whose transport acknowledges every batch immediately and stores nothing. */
final class InstantPublisher extends EnginePublisher {

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
