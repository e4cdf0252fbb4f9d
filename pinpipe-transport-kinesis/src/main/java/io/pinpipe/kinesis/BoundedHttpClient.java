package io.pinpipe.kinesis;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/**
 * Drops a response that grows beyond a bound, so that no endpoint can fill the memory: the SDK collects a whole body
 * before it reads it.
 *
 * <p>Thread-safe.
 */
final class BoundedHttpClient implements SdkAsyncHttpClient {

    /** The longest body: 1 KiB for each of 500 records, of which the service needs less than 400 bytes. */
    static final int ANSWER_BYTES_MAX = 512 * 1024;

    private final SdkAsyncHttpClient client;

    BoundedHttpClient(SdkAsyncHttpClient client) {
        this.client = client;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        AsyncExecuteRequest.Builder bounded = AsyncExecuteRequest.builder()
                .request(request.request())
                .requestContentPublisher(request.requestContentPublisher())
                .responseHandler(new BoundedHandler(request.responseHandler()))
                .fullDuplex(request.fullDuplex())
                .httpExecutionAttributes(request.httpExecutionAttributes());
        request.metricCollector().ifPresent(bounded::metricCollector);
        return client.execute(bounded.build());
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private record BoundedHandler(SdkAsyncHttpResponseHandler handler) implements SdkAsyncHttpResponseHandler {

        @Override
        public void onHeaders(SdkHttpResponse headers) {
            handler.onHeaders(headers);
        }

        @Override
        public void onStream(Publisher<ByteBuffer> body) {
            handler.onStream(reader -> body.subscribe(new BoundedReader(reader)));
        }

        @Override
        public void onError(Throwable thrown) {
            handler.onError(thrown);
        }
    }

    /** Is called by one thread at a time, as every subscriber. */
    private static final class BoundedReader implements Subscriber<ByteBuffer> {

        private final Subscriber<? super ByteBuffer> reader;
        private @Nullable Subscription subscription;
        private long bytes;
        private boolean ended;

        BoundedReader(Subscriber<? super ByteBuffer> reader) {
            this.reader = reader;
        }

        @Override
        public void onSubscribe(Subscription begun) {
            subscription = begun;
            reader.onSubscribe(begun);
        }

        @Override
        public void onNext(ByteBuffer part) {
            if (ended) {
                return;
            }
            bytes += part.remaining();
            if (bytes <= ANSWER_BYTES_MAX) {
                reader.onNext(part);
                return;
            }
            ended = true;
            reader.onError(new AnswerTooLongException());
            if (subscription != null) {
                subscription.cancel();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            if (!ended) {
                ended = true;
                reader.onError(thrown);
            }
        }

        @Override
        public void onComplete() {
            if (!ended) {
                ended = true;
                reader.onComplete();
            }
        }
    }

    /** A response was longer than any that the service sends. */
    static final class AnswerTooLongException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        AnswerTooLongException() {
            super("more than " + ANSWER_BYTES_MAX + " bytes", null, false, false);
        }
    }
}
