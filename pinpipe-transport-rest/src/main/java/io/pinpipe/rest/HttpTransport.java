package io.pinpipe.rest;

import io.pinpipe.spi.Batch;
import io.pinpipe.spi.BatchTransport;
import io.pinpipe.spi.Message;
import io.pinpipe.spi.Outcome;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Makes one HTTP request of a batch, and outcomes of its answer. A cancelled attempt drops its request. Thread-safe.
 */
final class HttpTransport implements BatchTransport {

    private final WireProtocol protocol;
    private final HttpLink link;
    private final Headers headers;
    private final HttpFailures failures;
    private final StatusAnswers statuses;

    HttpTransport(WireProtocol protocol, HttpLink link, Headers headers) {
        this.protocol = protocol;
        this.link = link;
        this.headers = headers;
        this.failures = new HttpFailures();
        this.statuses = new StatusAnswers(link.isSigned());
    }

    @Override
    public CompletionStage<List<Outcome>> attempt(Batch batch) {
        BatchBody body = new BatchBody(protocol.contentType(), protocol.format(), batch.messages());
        Request request = new Request.Builder()
                .url(protocol.url(batch.destination()))
                .headers(headers)
                .header("Accept", protocol.accept())
                .method(protocol.method(), body)
                .build();
        Call call = link.call(request);
        CompletableFuture<List<Outcome>> future = new CompletableFuture<>();
        future.whenComplete((outcomes, thrown) -> {
            if (future.isCancelled()) {
                call.cancel();
            }
        });
        call.enqueue(new Exchange(batch, body, future));
        return future;
    }

    @Override
    public int recordBytes(Message message) {
        return protocol.recordBytes(message);
    }

    @Override
    public int framingBytes(Message message) {
        RecordFormat format = protocol.format();
        return format.envelopeBytes() + format.recordBytes(message) - protocol.recordBytes(message);
    }

    @Override
    public void close() {
        link.close();
    }

    private final class Exchange implements Callback {

        private final Batch batch;
        private final BatchBody body;
        private final CompletableFuture<List<Outcome>> future;

        Exchange(Batch batch, BatchBody body, CompletableFuture<List<Outcome>> future) {
            this.batch = batch;
            this.body = body;
            this.future = future;
        }

        @Override
        public void onResponse(Call call, Response response) {
            try {
                // The connection is back in its pool before the engine learns of the outcome.
                HttpAnswer answer = HttpAnswer.read(response, batch.messages().size());
                boolean heard = response.isSuccessful() || protocol.tells(answer);
                future.complete(heard ? protocol.outcomes(batch, answer) : all(statuses.refused(answer)));
            } catch (IOException e) {
                future.complete(all(failures.cutAnswer(call.request().url(), response.code(), e)));
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        }

        @Override
        public void onFailure(Call call, IOException e) {
            future.complete(all(failures.refused(call.request().url(), body.isWritten(), e)));
        }

        private List<Outcome> all(Outcome outcome) {
            return Collections.nCopies(batch.messages().size(), outcome);
        }
    }
}
