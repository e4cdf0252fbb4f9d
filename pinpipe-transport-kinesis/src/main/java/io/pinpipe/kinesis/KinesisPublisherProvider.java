package io.pinpipe.kinesis;

import io.pinpipe.Publisher;
import io.pinpipe.transport.PublisherProvider;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Opens a {@link KinesisPublisher} for addresses such as {@code kinesis://us-east-1} or
 * {@code kinesis://us-east-1?endpoint=http://127.0.0.1:4567}.
 *
 * <p>Thread-safe.
 */
public final class KinesisPublisherProvider implements PublisherProvider {

    private static final String SCHEME = "kinesis";
    private static final String ENDPOINT = "endpoint=";

    /** For {@link java.util.ServiceLoader}. */
    public KinesisPublisherProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of(SCHEME);
    }

    @Override
    public Publisher open(URI target, Map<String, String> options) {
        String region = target.getRawAuthority();
        String path = target.getRawPath();
        String query = target.getQuery();
        // The address is not shown: it may contain a key before an '@'.
        if (region == null
                || region.contains("@")
                || !(path == null || path.isEmpty() || path.equals("/"))
                || !(query == null || query.startsWith(ENDPOINT))) {
            throw new IllegalArgumentException("The address of a Kinesis publisher must be kinesis://<region> or"
                    + " kinesis://<region>?endpoint=<address>, and everything else must be an option");
        }
        KinesisPublisher.Builder builder = KinesisPublisher.builder(region).options(options);
        return query == null
                ? builder.build()
                : builder.options(Map.of("endpoint", query.substring(ENDPOINT.length())))
                        .build();
    }
}
