package io.pinpipe.kinesis;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.pinpipe.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;

/**
 * The AWS SDK's client without its retries, with threads of its own that end with it: event loops for the connections,
 * and workers that get the credentials, which may block, and encode and sign the requests.
 *
 * <p>Thread-safe.
 */
final class SdkClient implements AutoCloseable {

    private static final int THREADS_MAX = 4;
    private static final int IDLE_WORKER_SECONDS = 10;
    private static final int END_WITHIN_SECONDS = 5;

    /** How much later than the engine's timeout the SDK's own ends a request, so that the engine's is what counts. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Credentials credentials;
    private final Answers answers;
    private final EventLoopGroup eventLoops;
    private final ThreadPoolExecutor workers;
    private final SdkAsyncHttpClient http;
    private final KinesisAsyncClient kinesis;

    SdkClient(
            String region,
            @Nullable URI endpoint,
            Credentials credentials,
            Answers answers,
            Duration requestTimeout,
            int connections) {
        this.credentials = credentials;
        this.answers = answers;
        int threads = Math.min(THREADS_MAX, Runtime.getRuntime().availableProcessors());
        this.eventLoops = new NioEventLoopGroup(threads, new DefaultThreadFactory("pinpipe-kinesis-io", true));
        this.workers = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_WORKER_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("pinpipe-kinesis-worker", true));
        workers.allowCoreThreadTimeOut(true);
        this.http = NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(SdkEventLoopGroup.create(eventLoops, NioSocketChannel::new))
                // One request a connection: a connection that breaks leaves one request unanswered, not many.
                .protocol(Protocol.HTTP1_1)
                .maxConcurrency(connections)
                .readTimeout(requestTimeout.plus(LATER))
                .writeTimeout(requestTimeout.plus(LATER))
                .build();
        KinesisAsyncClientBuilder builder = KinesisAsyncClient.builder()
                .region(Region.of(region))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http)
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .asyncConfiguration(settings -> settings.advancedOption(
                        SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run));
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        this.kinesis = builder.build();
    }

    /**
     * Makes one call, without blocking.
     *
     * @param operation calls the client with settings that hold the credentials
     * @param <T> what the service answers
     * @return the answer; {@link NoCredentialsException} when nothing could be sent for want of credentials. Cancelling
     *     it drops the request
     */
    <T> CompletableFuture<T> call(
            BiFunction<KinesisAsyncClient, AwsRequestOverrideConfiguration, CompletableFuture<T>> operation) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        workers.execute(() -> {
            if (!answer.isDone()) {
                credentials.resolve().whenComplete((resolved, thrown) -> {
                    if (thrown != null) {
                        answer.completeExceptionally(new NoCredentialsException(thrown));
                    } else {
                        call(operation, resolved, answer);
                    }
                });
            }
        });
        return answer;
    }

    private <T> void call(
            BiFunction<KinesisAsyncClient, AwsRequestOverrideConfiguration, CompletableFuture<T>> operation,
            Credentials.Resolved resolved,
            CompletableFuture<T> answer) {
        if (answer.isDone()) {
            return;
        }
        CompletableFuture<T> request;
        try {
            request = operation.apply(
                    kinesis,
                    AwsRequestOverrideConfiguration.builder()
                            .credentialsProvider(resolved)
                            .build());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            return;
        }
        request.whenComplete((response, thrown) -> {
            if (thrown == null) {
                answer.complete(response);
            } else {
                if (answers.refused(thrown).reason() == Reason.UNAUTHENTICATED) {
                    credentials.refused(resolved);
                }
                answer.completeExceptionally(thrown);
            }
        });
        answer.whenComplete((response, thrown) -> {
            if (answer.isCancelled()) {
                request.cancel(true);
            }
        });
    }

    @Override
    public void close() {
        kinesis.close();
        http.close();
        workers.shutdownNow();
        credentials.close();
        eventLoops
                .shutdownGracefully(0, END_WITHIN_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(END_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
