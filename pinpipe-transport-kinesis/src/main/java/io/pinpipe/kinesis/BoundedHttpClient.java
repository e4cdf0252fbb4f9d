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
 * Drops responses that exceed a size limit, so that no endpoint can exhaust memory: the SDK buffers a whole body before
 * parsing it. Also drops successful responses that contain an error, which the SDK would ignore.
 *
 * <p>Thread-safe.
 */
final class BoundedHttpClient implements SdkAsyncHttpClient {

    /** The longest body: 1 KiB for each of 500 records; the service needs less than 400 bytes each. */
    static final int ANSWER_BYTES_MAX = 512 * 1024;

    private static final String ERROR_NAME = "__type";

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

    /** Called by one thread at a time. */
    private static final class BoundedHandler implements SdkAsyncHttpResponseHandler {

        private final SdkAsyncHttpResponseHandler handler;
        private boolean success;

        BoundedHandler(SdkAsyncHttpResponseHandler handler) {
            this.handler = handler;
        }

        @Override
        public void onHeaders(SdkHttpResponse headers) {
            success = headers.isSuccessful();
            handler.onHeaders(headers);
        }

        @Override
        public void onStream(Publisher<ByteBuffer> body) {
            handler.onStream(reader -> body.subscribe(new BoundedReader(reader, success)));
        }

        @Override
        public void onError(Throwable thrown) {
            handler.onError(thrown);
        }
    }

    /** Called by one thread at a time, like every subscriber. */
    private static final class BoundedReader implements Subscriber<ByteBuffer> {

        private final Subscriber<? super ByteBuffer> reader;
        private final boolean success;
        private @Nullable Subscription subscription;
        private long bytes;
        private int matched;
        private boolean ended;

        BoundedReader(Subscriber<? super ByteBuffer> reader, boolean success) {
            this.reader = reader;
            this.success = success;
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
            if (bytes > ANSWER_BYTES_MAX) {
                drop("more than " + ANSWER_BYTES_MAX + " bytes");
            } else if (success && namesError(part.duplicate())) {
                drop("with an error beside its results");
            } else {
                reader.onNext(part);
            }
        }

        private void drop(String what) {
            ended = true;
            reader.onError(new UnfitAnswerException(what));
            if (subscription != null) {
                subscription.cancel();
            }
        }

        /** Whether the name of the error field is complete with this part; its bytes are the same in JSON and CBOR. */
        private boolean namesError(ByteBuffer part) {
            while (part.hasRemaining() && matched < ERROR_NAME.length()) {
                char next = (char) part.get();
                if (next == ERROR_NAME.charAt(matched)) {
                    matched++;
                } else if (next == '_') {
                    matched = matched == 2 ? 2 : 1;
                } else {
                    matched = 0;
                }
            }
            return matched == ERROR_NAME.length();
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

    /** Thrown for a response that the service would never send. */
    static final class UnfitAnswerException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnfitAnswerException(String what) {
            super(what, null, false, false);
        }
    }
}
