package io.pinpipe.rest;

import io.pinpipe.Message;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch as one request and maps the response to outcomes. A cancelled attempt drops its request. Thread-safe.
 *
 * <p>An attempt may include up to two more requests, neither of which can store a record twice: one without records
 * before it, whose response shows how the service treats keys, and the same batch in another format if it was refused
 * in the first before anything was stored.
 */
final class HttpTransport implements BatchTransport {

    private final WireProtocol protocol;
    private final HttpClientHolder link;
    private final Headers headers;
    private final IoFailureMapper failures;
    private final HttpStatusMapper statuses;

    HttpTransport(WireProtocol protocol, HttpClientHolder link, Headers headers) {
        this.protocol = protocol;
        this.link = link;
        this.headers = headers;
        this.failures = new IoFailureMapper();
        this.statuses = new HttpStatusMapper(link.isSigned());
    }

    @Override
    public CompletionStage<List<Outcome>> attempt(Batch batch) {
        Exchange exchange = new Exchange(batch);
        exchange.start();
        return exchange.outcomes;
    }

    @Override
    public @Nullable String problem(Message message) {
        return protocol.problem(message);
    }

    @Override
    public int recordBytes(Message message) {
        return protocol.recordBytes(message);
    }

    @Override
    public int framingBytes(Message message) {
        RecordFormat format = protocol.longest();
        return format.envelopeBytes() + format.recordBytes(message) - protocol.recordBytes(message);
    }

    @Override
    public String silence(String destination) {
        return Hop.of(protocol.url(destination)) + ", " + protocol.method() + " "
                + protocol.url(destination).encodedPath() + ": " + protocol.silence(destination);
    }

    @Override
    public void close() {
        link.close();
    }

    /** One attempt. */
    private final class Exchange {

        private final Batch batch;
        private final CompletableFuture<List<Outcome>> outcomes = new CompletableFuture<>();
        private volatile @Nullable Call call;

        Exchange(Batch batch) {
            this.batch = batch;
        }

        void start() {
            outcomes.whenComplete((result, thrown) -> cancelled());
            if (protocol.asksFirst(batch)) {
                send(protocol.format(), List.of(), this::learn);
            } else {
                sendRecords(protocol.format());
            }
        }

        private void sendRecords(RecordFormat format) {
            send(format, batch.messages(), this::conclude);
        }

        private void send(RecordFormat format, List<Message> messages, BiConsumer<RecordFormat, HttpAnswer> then) {
            BatchBody body = new BatchBody(protocol.contentType(), format, messages);
            Call next = link.call(new Request.Builder()
                    .url(protocol.url(batch.destination()))
                    .headers(headers)
                    .header("Accept", protocol.accept())
                    .method(protocol.method(), body)
                    .build());
            call = next;
            cancelled();
            next.enqueue(new Callback() {

                @Override
                public void onResponse(Call call, Response response) {
                    try {
                        // The connection returns to its pool before the engine receives the outcome.
                        then.accept(format, HttpAnswer.read(response, messages.size()));
                    } catch (IOException e) {
                        complete(failures.cutAnswer(call.request(), response.code(), e), messages);
                    } catch (RuntimeException | Error e) {
                        outcomes.completeExceptionally(e);
                    }
                }

                @Override
                public void onFailure(Call call, IOException e) {
                    complete(failures.refused(call.request(), body.isWritten(), e), messages);
                }
            });
        }

        /** Cancels the current request of a cancelled attempt. */
        private void cancelled() {
            Call current = call;
            if (current != null && outcomes.isCancelled()) {
                current.cancel();
            }
        }

        private void learn(RecordFormat format, HttpAnswer answer) {
            if (protocol.learn(answer)) {
                sendRecords(protocol.format());
            } else if (protocol.hasResults(answer)) {
                outcomes.complete(protocol.outcomes(batch, answer));
            } else {
                complete(statuses.refused(answer), List.of());
            }
        }

        private void conclude(RecordFormat format, HttpAnswer answer) {
            RecordFormat other = protocol.reformat(format, answer);
            if (other != null) {
                sendRecords(other);
                return;
            }
            boolean complete = answer.isSuccessful() || protocol.hasResults(answer);
            if (complete) {
                outcomes.complete(protocol.outcomes(batch, answer));
            } else {
                complete(statusOf(answer), batch.messages());
            }
        }

        /** The outcome by status, unless the body may have reported records as stored all the same. */
        private Outcome.Refused statusOf(HttpAnswer answer) {
            Outcome.Refused refused = statuses.refused(answer);
            return answer.isDamaged() ? withMaybeStored(refused, true) : refused;
        }

        /** Ends the attempt with one outcome for all records; a request without records cannot have stored any. */
        private void complete(Outcome.Refused refused, List<Message> sent) {
            Outcome outcome = sent.isEmpty() ? withMaybeStored(refused, false) : refused;
            outcomes.complete(Collections.nCopies(batch.messages().size(), outcome));
        }
    }

    private static Outcome.Refused withMaybeStored(Outcome.Refused refused, boolean maybeStored) {
        return new Outcome.Refused(
                refused.reason(),
                refused.detail(),
                refused.retriable(),
                maybeStored,
                refused.retryAfter(),
                refused.cause());
    }
}
