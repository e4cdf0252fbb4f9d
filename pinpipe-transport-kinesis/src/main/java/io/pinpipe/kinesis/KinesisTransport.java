package io.pinpipe.kinesis;

import io.pinpipe.Message;
import io.pinpipe.Reason;
import io.pinpipe.internal.PartitionKeys;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** Sends batches with {@code PutRecords}. Thread-safe. */
final class KinesisTransport implements BatchTransport {

    private final SdkClient client;
    private final PutRecordsOutcomes answers;
    private final @Nullable StreamCreation creation;

    /** @param creation creates missing streams, or null to create none */
    KinesisTransport(SdkClient client, PutRecordsOutcomes answers, @Nullable StreamCreation creation) {
        this.client = client;
        this.answers = answers;
        this.creation = creation;
    }

    @Override
    public CompletionStage<List<Outcome>> attempt(Batch batch) {
        PutRecordsRequest request = request(batch);
        boolean written = creation != null && creation.isWritten(batch.destination());
        CompletableFuture<PutRecordsResponse> call = client.call((kinesis, settings) -> kinesis.putRecords(
                request.toBuilder().overrideConfiguration(settings).build()));
        CompletableFuture<List<Outcome>> outcomes = call.handle((response, thrown) ->
                        thrown == null ? answered(batch, response) : failed(batch, thrown, written))
                .thenCompose(Function.identity());
        outcomes.whenComplete((done, thrown) -> {
            if (outcomes.isCancelled()) {
                call.cancel(true);
            }
        });
        return outcomes;
    }

    @Override
    public @Nullable String problem(Message message) {
        return PartitionKeys.problem(message);
    }

    @Override
    public int recordBytes(Message message) {
        return message.value().length + PartitionKeys.bytes(message);
    }

    @Override
    public String silence(String destination) {
        return answers.silence(destination);
    }

    @Override
    public void close() {
        client.close();
    }

    private CompletableFuture<List<Outcome>> answered(Batch batch, PutRecordsResponse response) {
        List<Outcome> outcomes = answers.of(batch.messages().size(), response);
        if (creation != null && outcomes.stream().anyMatch(Outcome.Stored.class::isInstance)) {
            creation.wrote(batch.destination());
        }
        return CompletableFuture.completedFuture(outcomes);
    }

    private CompletableFuture<List<Outcome>> failed(Batch batch, Throwable thrown, boolean written) {
        int records = batch.messages().size();
        Outcome.Refused refused = answers.refused(thrown);
        CompletableFuture<Outcome.Refused> outcome = creation != null && refused.reason() == Reason.NOT_FOUND
                ? creation.create(batch.destination(), written)
                : CompletableFuture.completedFuture(refused);
        return outcome.thenApply(each -> Collections.nCopies(records, each));
    }

    private PutRecordsRequest request(Batch batch) {
        List<PutRecordsRequestEntry> entries = batch.messages().stream()
                .map(message -> PutRecordsRequestEntry.builder()
                        .partitionKey(PartitionKeys.of(message))
                        .data(SdkBytes.fromByteArrayUnsafe(message.value()))
                        .build())
                .toList();
        return PutRecordsRequest.builder()
                .streamName(batch.destination())
                .records(entries)
                .build();
    }
}
