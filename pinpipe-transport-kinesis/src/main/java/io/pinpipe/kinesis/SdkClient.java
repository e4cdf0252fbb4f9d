package io.pinpipe.kinesis;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.pinpipe.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
 * The AWS SDK's client without its retries, and with threads of its own, which end with it: event loops for connections,
 * and workers that resolve credentials, which may block, and encode and sign requests.
 *
 * <p>Thread-safe.
 */
final class SdkClient implements AutoCloseable {

    private static final int THREADS_MAX = 4;
    private static final int IDLE_WORKER_SECONDS = 10;
    private static final int END_WITHIN_SECONDS = 5;
    private static final int WORKERS_END_WITHIN_SECONDS = 1;

    /** More than the hops between event loops with which the SDK closes a connection pool. */
    private static final int HOPS = 8;

    /** How much later than the engine's timeout the SDK's own ends a request, so that the engine's applies. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Credentials credentials;
    private final PutRecordsOutcomes answers;
    private final EventLoopGroup eventLoops;
    private final ChannelGroup connected = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final ThreadPoolExecutor workers;
    private final SdkAsyncHttpClient http;
    private final KinesisAsyncClient kinesis;

    SdkClient(
            String region,
            @Nullable URI endpoint,
            Credentials credentials,
            PutRecordsOutcomes answers,
            Duration requestTimeout) {
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
        this.http = new BoundedHttpClient(NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(SdkEventLoopGroup.create(eventLoops, Connection::new))
                // One request per connection, so that a broken connection leaves one request unanswered, not many.
                .protocol(Protocol.HTTP1_1)
                // The engine limits the requests in flight.
                .maxConcurrency(Integer.MAX_VALUE)
                .readTimeout(requestTimeout.plus(LATER))
                .writeTimeout(requestTimeout.plus(LATER))
                .build());
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
     * @param operation calls the client with settings that contain the credentials
     * @param <T> the type of response
     * @return the response; {@link NoCredentialsException} if nothing could be sent for lack of credentials. Cancelling
     *     it drops the request
     */
    <T> CompletableFuture<T> call(
            BiFunction<KinesisAsyncClient, AwsRequestOverrideConfiguration, CompletableFuture<T>> operation) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        workers.execute(() -> {
            if (!answer.isDone()) {
                credentials.resolve().whenComplete((resolved, thrown) -> {
                    if (thrown != null) {
                        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                        answer.completeExceptionally(new NoCredentialsException(cause));
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
        answers.secrets().use(resolved.identity());
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
        endWorkers();
        http.close();
        credentials.close();
        endConnections();
        eventLoops
                .shutdownGracefully(0, END_WITHIN_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(END_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    /** No request starts after this, unless a credentials provider neither returns nor responds to interruption. */
    private void endWorkers() {
        workers.shutdownNow();
        try {
            workers.awaitTermination(WORKERS_END_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the loops finish what closing the connections starts: an ended loop rejects tasks, and Netty logs each. */
    private void endConnections() {
        for (int hop = 0; hop < HOPS; hop++) {
            connected.close().awaitUninterruptibly(END_WITHIN_SECONDS, TimeUnit.SECONDS);
            List<Future<?>> passes = new ArrayList<>();
            eventLoops.forEach(loop -> passes.add(loop.submit(() -> {})));
            passes.forEach(pass -> pass.awaitUninterruptibly(END_WITHIN_SECONDS, TimeUnit.SECONDS));
        }
    }

    /** A connection that is closed with the client, be it idle, in use or not yet leased. */
    private final class Connection extends NioSocketChannel {

        @Override
        protected void doRegister() throws Exception {
            super.doRegister();
            connected.add(this);
        }
    }
}
