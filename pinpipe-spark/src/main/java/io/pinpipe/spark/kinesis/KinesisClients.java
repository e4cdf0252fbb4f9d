package io.pinpipe.spark.kinesis;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;

/**
 * The AWS SDK's clients: one per address in a JVM, for as long as it runs, so that tasks share connections and
 * credentials. They have no threads of their own.
 *
 * <p>Thread-safe.
 */
final class KinesisClients {

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final Duration THROTTLED_BACKOFF = Duration.ofMillis(500);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(10);

    private static final Map<Address, KinesisClient> CLIENTS = new ConcurrentHashMap<>();

    private KinesisClients() {}

    private record Address(String region, @Nullable URI endpoint, int maxAttempts) {}

    static KinesisClient of(SourceOptions options) {
        return CLIENTS.computeIfAbsent(
                new Address(options.region(), options.endpoint(), options.maxAttempts()), KinesisClients::open);
    }

    private static KinesisClient open(Address address) {
        // Exponential with full jitter. The circuit breaker would end retries after some dozens across all tasks.
        StandardRetryStrategy retries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(address.maxAttempts())
                .backoffStrategy(BackoffStrategy.exponentialDelay(BACKOFF, BACKOFF_MAX))
                .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(THROTTLED_BACKOFF, BACKOFF_MAX))
                .retryOnException(LimitExceededException.class)
                .circuitBreakerEnabled(false)
                .build();
        KinesisClientBuilder builder = KinesisClient.builder()
                .region(Region.of(address.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(
                        settings -> settings.retryStrategy(retries).apiCallAttemptTimeout(ATTEMPT_TIMEOUT));
        if (address.endpoint() != null) {
            builder.endpointOverride(address.endpoint());
        }
        return builder.build();
    }
}
