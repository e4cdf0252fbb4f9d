package io.pinpipe.testkit;

import io.pinpipe.Destinations;
import io.pinpipe.internal.EngineRuntime;
import io.pinpipe.internal.EngineRuntimes;
import io.pinpipe.transport.EnginePublisher;
import io.pinpipe.transport.PublisherBuilder;
import io.pinpipe.transport.RecordTransport;

/** The engine over a test's client. */
final class ClientPublisher extends EnginePublisher {

    private ClientPublisher(RecordTransport client, Builder builder) {
        super(client, builder);
    }

    static Builder builder() {
        return new Builder();
    }

    static final class Builder extends PublisherBuilder<Builder> {

        private Builder() {}

        Builder runtime(EngineRuntime runtime) {
            EngineRuntimes.replace(this, runtime);
            return this;
        }

        @Override
        protected Destinations destinationsOf(String userId) {
            return Destinations.topics(userId);
        }

        @Override
        protected Builder self() {
            return this;
        }

        ClientPublisher over(RecordTransport client) {
            return new ClientPublisher(client, userId("u"));
        }
    }
}
