package io.pinpipe.kinesis;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.CreateStreamResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;

/**
 * Creates missing streams, each once, and again if one is deleted after it was written to. It does not wait until they
 * are active: until then Kinesis reports that they do not exist or are in use, and the engine sends the records again.
 *
 * <p>Thread-safe.
 */
final class StreamCreation {

    private final Function<CreateStreamRequest, CompletableFuture<CreateStreamResponse>> service;
    private final PutRecordsOutcomes answers;
    private final int shards;
    private final ConcurrentMap<String, CompletableFuture<Outcome.Refused>> creations = new ConcurrentHashMap<>();
    private final Set<String> written = ConcurrentHashMap.newKeySet();

    StreamCreation(
            Function<CreateStreamRequest, CompletableFuture<CreateStreamResponse>> service,
            PutRecordsOutcomes answers,
            int shards) {
        this.service = service;
        this.answers = answers;
        this.shards = shards;
    }

    /** Creates streams with a client, each with this many shards. */
    static StreamCreation by(SdkClient client, PutRecordsOutcomes answers, int shards) {
        return new StreamCreation(
                request -> client.call((kinesis, settings) -> kinesis.createStream(
                        request.toBuilder().overrideConfiguration(settings).build())),
                answers,
                shards);
    }

    /** Notes that a stream has stored a record. */
    void wrote(String stream) {
        written.add(stream);
    }

    /** Whether a stream has stored a record, so that it was deleted if it does not exist later. */
    boolean isWritten(String stream) {
        return written.contains(stream);
    }

    /**
     * Creates a stream, unless that is done or in progress.
     *
     * @param stream a stream that does not exist, so that what was sent to it is not stored
     * @param wasWritten {@link #isWritten} when the records were sent
     * @return the outcome of what was sent to it: to be sent again, or the reason why the stream cannot be created
     */
    CompletableFuture<Outcome.Refused> create(String stream, boolean wasWritten) {
        if (wasWritten && written.remove(stream)) {
            creations.remove(stream);
        }
        CompletableFuture<Outcome.Refused> creation = new CompletableFuture<>();
        CompletableFuture<Outcome.Refused> earlier = creations.putIfAbsent(stream, creation);
        if (earlier != null) {
            return earlier;
        }
        begin(stream).whenComplete((outcome, thrown) -> {
            if (thrown == null) {
                creation.complete(outcome);
            } else {
                creations.remove(stream);
                creation.completeExceptionally(thrown);
            }
        });
        return creation;
    }

    private CompletableFuture<Outcome.Refused> begin(String stream) {
        CreateStreamRequest request = CreateStreamRequest.builder()
                .streamName(stream)
                .shardCount(shards)
                .build();
        return service.apply(request).handle((response, thrown) -> outcome(stream, thrown));
    }

    private Outcome.Refused outcome(String stream, @Nullable Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause == null || cause instanceof ResourceInUseException) {
            return Outcome.again(
                    Reason.NOT_FOUND, "the stream did not exist and is being created; wait until it is ACTIVE");
        }
        creations.remove(stream);
        Outcome.Refused refused = answers.refused(cause);
        return new Outcome.Refused(
                refused.reason(),
                "the stream does not exist and could not be created: " + refused.detail(),
                refused.retriable(),
                false,
                refused.retryAfter(),
                refused.cause());
    }
}
