package io.pinpipe.spark.kinesis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** The shards that a stream lists, including closed ones within the retention period, and which of them may be read. */
final class Shards {

    private final List<Shard> shards;
    private final Set<String> ids = new HashSet<>();

    Shards(List<Shard> shards) {
        this.shards = shards;
        shards.forEach(shard -> ids.add(shard.shardId()));
    }

    static Shards list(KinesisClient kinesis, SourceOptions options) {
        List<Shard> shards = new ArrayList<>();
        String token = null;
        do {
            String next = token;
            ListShardsResponse page = kinesis.listShards(request ->
                    request.streamName(next == null ? options.stream() : null).nextToken(next));
            shards.addAll(page.shards());
            token = page.nextToken();
        } while (token != null);
        return new Shards(shards);
    }

    /** Where a query starts that has not read anything yet. */
    SortedMap<String, ShardPosition> start(SourceOptions options, Instant now) {
        TreeMap<String, ShardPosition> positions = new TreeMap<>();
        if (options.start() == SourceOptions.Start.LATEST) {
            long millis = now.toEpochMilli();
            for (Shard shard : shards) {
                ShardPosition here = ShardPosition.time(now, millis);
                positions.put(shard.shardId(), isClosed(shard) ? here.ended() : here);
            }
        } else {
            admit(positions, options);
        }
        return positions;
    }

    /** Adds the shards whose parents have been read to their ends or no longer exist. */
    void admit(SortedMap<String, ShardPosition> positions, SourceOptions options) {
        TreeMap<String, ShardPosition> children = new TreeMap<>();
        for (Shard shard : shards) {
            if (positions.containsKey(shard.shardId())) {
                continue;
            }
            List<@Nullable ShardPosition> parents = Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                    .filter(parent -> parent != null && (ids.contains(parent) || positions.containsKey(parent)))
                    .map(positions::get)
                    .toList();
            long seen = 0;
            boolean ended = true;
            for (ShardPosition parent : parents) {
                ended &= parent != null && parent.isEnded();
                seen = Math.max(seen, parent == null ? 0 : parent.seenMillis());
            }
            if (ended) {
                Instant from = options.startingTimestamp();
                // A parent without records from that time on implies nothing about its children.
                children.put(
                        shard.shardId(), from == null ? ShardPosition.oldest(seen) : ShardPosition.time(from, seen));
            }
        }
        positions.putAll(children);
    }

    /** Forgets ended shards that are no longer listed, and reports unread ones as lost. */
    void dismiss(SortedMap<String, ShardPosition> positions, SourceOptions options) {
        for (Map.Entry<String, ShardPosition> entry : List.copyOf(positions.entrySet())) {
            String shard = entry.getKey();
            if (!ids.contains(shard)) {
                if (!entry.getValue().isEnded()) {
                    DataLoss.report(
                            options, shard, "the shard is past the retention period and was not read to its end", null);
                }
                positions.remove(shard);
            }
        }
    }

    private static boolean isClosed(Shard shard) {
        return shard.sequenceNumberRange() != null
                && shard.sequenceNumberRange().endingSequenceNumber() != null;
    }
}
