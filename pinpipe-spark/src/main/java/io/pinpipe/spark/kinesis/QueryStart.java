package io.pinpipe.spark.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * The stream and offset at which a query started, kept in its checkpoint: Spark asks for the start again until a first
 * batch is done, and a checkpoint must not continue with another stream.
 *
 * @param offset the offset before the first batch
 * @param cursors cursors positioned after all that had arrived, by shard; only for a query that just started at LATEST
 */
record QueryStart(StreamOffset offset, Map<String, ShardCursor> cursors) {

    private static final String FILE = "start.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the start of the query, or determines and writes it.
     *
     * @throws IllegalStateException if the checkpoint belongs to another stream, or the stream does not exist
     */
    static QueryStart of(
            KinesisClient kinesis, SourceOptions options, String checkpointLocation, SerializableConfiguration hadoop) {
        Path file = new Path(checkpointLocation, FILE);
        Instant created = created(kinesis, options);
        String stream = options.stream() + " in " + options.region() + ", created " + created;
        try {
            FileSystem files = file.getFileSystem(hadoop.value());
            try (InputStream in = files.open(file)) {
                JsonNode json = JSON.readTree(in.readAllBytes());
                if (!json.path("stream").asText().equals(stream)) {
                    throw new IllegalStateException("The checkpoint " + checkpointLocation + " belongs to the stream "
                            + json.path("stream").asText() + ", not to " + stream
                            + ". Use a separate checkpoint for each stream.");
                }
                return new QueryStart(StreamOffset.parse(json.path("offset").toString()), Map.of());
            } catch (FileNotFoundException e) {
                // first start
            }
            QueryStart start = begin(kinesis, options);
            ObjectNode json = JSON.createObjectNode().put("stream", stream);
            json.set("offset", JSON.readTree(start.offset().json()));
            Path hidden = new Path(checkpointLocation, "." + FILE);
            try (OutputStream out = files.create(hidden, true)) {
                out.write(JSON.writeValueAsBytes(json));
            }
            if (!files.rename(hidden, file)) {
                throw new IOException("it cannot be renamed");
            }
            return start;
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint file " + file + " cannot be read or written", e);
        }
    }

    /** When the stream was created, which distinguishes it from an earlier one of the same name. */
    private static Instant created(KinesisClient kinesis, SourceOptions options) {
        try {
            return kinesis.describeStreamSummary(request -> request.streamName(options.stream()))
                    .streamDescriptionSummary()
                    .streamCreationTimestamp();
        } catch (ResourceNotFoundException e) {
            throw new IllegalStateException(
                    options.where() + " does not exist: check its name and region, or create it first", e);
        }
    }

    private static QueryStart begin(KinesisClient kinesis, SourceOptions options) {
        Instant now = Instant.now();
        SortedMap<String, ShardPosition> positions =
                Shards.list(kinesis, options).start(options, now);
        Map<String, ShardCursor> cursors = new HashMap<>();
        if (options.start() == SourceOptions.Start.LATEST) {
            positions.forEach((shard, position) -> {
                if (!position.isEnded()) {
                    cursors.put(shard, ShardCursor.latest(kinesis, options, shard, position));
                }
            });
        }
        return new QueryStart(StreamOffset.initial(positions), cursors);
    }
}
