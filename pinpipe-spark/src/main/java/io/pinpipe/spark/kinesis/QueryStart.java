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
 * Where a query began to read and of which stream, kept in its checkpoint: Spark asks for it anew until a first batch is
 * done, and a checkpoint must not go on with another stream.
 *
 * @param offset the offset before the first batch
 * @param cursors those that wait behind all that had arrived, by shard; only for a query that has just begun at LATEST
 */
record QueryStart(StreamOffset offset, Map<String, ShardCursor> cursors) {

    private static final String FILE = "start.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the start of the query, or decides it and writes it.
     *
     * @throws IllegalStateException when the checkpoint belongs to another stream, or there is no such stream
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
                            + ". Give each stream a checkpoint of its own.");
                }
                return new QueryStart(StreamOffset.parse(json.path("offset").toString()), Map.of());
            } catch (FileNotFoundException e) {
                // it begins
            }
            QueryStart start = begin(kinesis, options);
            ObjectNode json = JSON.createObjectNode().put("stream", stream);
            json.set("offset", JSON.readTree(start.offset().json()));
            Path hidden = new Path(checkpointLocation, "." + FILE);
            try (OutputStream out = files.create(hidden, true)) {
                out.write(JSON.writeValueAsBytes(json));
            }
            if (!files.rename(hidden, file)) {
                throw new IOException("it cannot be put in its place");
            }
            return start;
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint's file " + file + " cannot be read or written", e);
        }
    }

    /** When the stream was created, which tells it from an earlier one of its name. */
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
