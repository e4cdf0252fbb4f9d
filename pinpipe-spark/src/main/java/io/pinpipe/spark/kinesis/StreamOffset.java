package io.pinpipe.spark.kinesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.connector.read.streaming.Offset;

/**
 * The end of a batch, identified by where each shard's part of it begins. Where it ends is recorded in
 * {@link ReachedPositions} under the batch number, so that a batch that is run again returns the same records.
 *
 * <p>Immutable.
 */
final class StreamOffset extends Offset {

    /** The limit of a shard's part without a limit. */
    static final long UNLIMITED = Long.MAX_VALUE;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;

    private final long number;
    private final SortedMap<String, ShardPosition> shards;
    private final SortedMap<String, Long> reads;
    private final long untilMillis;
    private final String json;

    private StreamOffset(
            long number,
            SortedMap<String, ShardPosition> shards,
            SortedMap<String, Long> reads,
            long untilMillis,
            String json) {
        this.number = number;
        this.shards = shards;
        this.reads = reads;
        this.untilMillis = untilMillis;
        this.json = json;
    }

    /** The offset before any batch. */
    static StreamOffset initial(SortedMap<String, ShardPosition> shards) {
        return of(0, shards, new TreeMap<>(), 0);
    }

    /**
     * Returns the offset that ends a batch.
     *
     * @param number the number of the batch, from 1
     * @param shards the positions of all known shards before the batch
     * @param reads the shards that the batch reads, with the maximum number of records of each
     * @param untilMillis a shard's part ends with the request that returns a record which arrived at this time or later
     */
    static StreamOffset of(
            long number, SortedMap<String, ShardPosition> shards, SortedMap<String, Long> reads, long untilMillis) {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION).put("batch", number);
        ObjectNode positions = root.putObject("shards");
        shards.forEach((shard, position) -> position.write(positions.putObject(shard)));
        ObjectNode limits = root.putObject("reads");
        reads.forEach((shard, records) -> {
            ObjectNode limit = limits.putObject(shard);
            if (records != UNLIMITED) {
                limit.put("records", records);
            }
        });
        if (untilMillis > 0) {
            root.put("until", untilMillis);
        }
        return new StreamOffset(number, new TreeMap<>(shards), new TreeMap<>(reads), untilMillis, root.toString());
    }

    /**
     * Parses an offset from a checkpoint.
     *
     * @throws IllegalArgumentException if it is not one of this source
     */
    static StreamOffset parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an offset of " + KinesisSource.FORMAT + ": " + json, e);
        }
        if (root.path("version").asInt() != VERSION || !root.path("shards").isObject()) {
            throw new IllegalArgumentException(
                    "not an offset of " + KinesisSource.FORMAT + ", or one of a later release: " + json);
        }
        TreeMap<String, ShardPosition> shards = new TreeMap<>();
        for (Map.Entry<String, JsonNode> shard : root.path("shards").properties()) {
            shards.put(shard.getKey(), ShardPosition.read(shard.getValue()));
        }
        TreeMap<String, Long> reads = new TreeMap<>();
        for (Map.Entry<String, JsonNode> read : root.path("reads").properties()) {
            reads.put(read.getKey(), read.getValue().path("records").asLong(UNLIMITED));
        }
        return of(root.path("batch").asLong(), shards, reads, root.path("until").asLong());
    }

    long number() {
        return number;
    }

    /** The positions of all known shards before the batch. */
    SortedMap<String, ShardPosition> shards() {
        return new TreeMap<>(shards);
    }

    /** The shards that the batch reads, with the maximum number of records of each. */
    SortedMap<String, Long> reads() {
        return new TreeMap<>(reads);
    }

    long untilMillis() {
        return untilMillis;
    }

    @Override
    public String json() {
        return json;
    }
}
