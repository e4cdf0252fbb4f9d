package io.pinpipe.spark.kinesis;

import io.pinpipe.spark.kinesis.ReachedPositions.Reached;
import io.pinpipe.spark.kinesis.ShardCursor.Page;
import io.pinpipe.spark.kinesis.ShardCursor.Tail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Decides on the driver what the next batch reads.
 *
 * <p>It requests one record after the last one read from each shard, to learn whether there is anything to read; how much
 * there is, the batch's own readers find out. A shard without new records keeps its cursor, so that the next check costs
 * one request.
 *
 * <p>Not thread-safe: Spark plans one batch at a time.
 */
final class BatchPlanner {

    /** How many empty responses to accept before a shard is left to the batch's reader, which reads on to the tip. */
    private static final int EMPTY_PAGES_MAX = 5;

    /** How often to query for new shards although none has ended. */
    private static final Duration LIST_INTERVAL = Duration.ofMinutes(1);

    private final KinesisClient kinesis;
    private final SourceOptions options;
    private final ReachedPositions reached;
    private final Parallel parallel;
    private final Map<String, ShardCursor> cursors = new HashMap<>();

    /** Shards with more records than the last batch was allowed to read. */
    private final Set<String> behind = new HashSet<>();

    /** Shards that have been read as far as {@code AvailableNow} requires. */
    private final Set<String> done = new HashSet<>();

    private @Nullable StreamOffset known;
    private SortedMap<String, ShardPosition> positions = new TreeMap<>();
    private long pollAtNanos;
    private long listAtNanos;

    BatchPlanner(KinesisClient kinesis, SourceOptions options, ReachedPositions reached, Parallel parallel) {
        this.kinesis = kinesis;
        this.options = options;
        this.reached = reached;
        this.parallel = parallel;
        this.pollAtNanos = System.nanoTime();
        this.listAtNanos = pollAtNanos;
    }

    /** Takes cursors that are positioned where the query starts. */
    void adopt(Map<String, ShardCursor> waiting) {
        cursors.putAll(waiting);
    }

    /**
     * Returns the end of the next batch, if there is anything to read.
     *
     * @param from the end of the last batch, which is complete
     * @param limit the maximum number of records in the batch
     * @param untilMillis how far {@code AvailableNow} reads; null for a continuous query
     */
    Optional<StreamOffset> next(StreamOffset from, long limit, @Nullable Long untilMillis) {
        if (!from.equals(known)) {
            resolve(from, untilMillis);
        }
        boolean poll = untilMillis != null || System.nanoTime() - pollAtNanos >= 0;
        if (behind.isEmpty() && !poll) {
            return Optional.empty();
        }
        Set<String> ready = new HashSet<>(behind);
        if (poll) {
            ready.addAll(poll(untilMillis != null));
        }
        SortedMap<String, Long> reads = share(ready, limit, from.number());
        if (reads.isEmpty()) {
            return Optional.empty();
        }
        known = null;
        ready.forEach(cursors::remove);
        return Optional.of(StreamOffset.of(
                from.number() + 1, positions, reads, untilMillis == null ? System.currentTimeMillis() : untilMillis));
    }

    /** Adopts the positions that the readers of a batch have reached. */
    private void resolve(StreamOffset from, @Nullable Long untilMillis) {
        positions = from.shards();
        behind.clear();
        List<String> read = List.copyOf(from.reads().keySet());
        List<Optional<Reached>> ends = parallel.map(read, shard -> reached.find(from.number(), shard));
        for (int i = 0; i < read.size(); i++) {
            String shard = read.get(i);
            Reached end = ends.get(i).orElse(null);
            if (end == null) {
                // No reader has completed that part, so it is still to be read.
                behind.add(shard);
                continue;
            }
            positions.put(shard, end.position());
            if (end.position().isEnded()) {
                listAtNanos = System.nanoTime();
            } else if (!end.caughtUp()) {
                behind.add(shard);
            } else if (untilMillis != null && from.untilMillis() == untilMillis) {
                done.add(shard);
            }
        }
        known = from;
    }

    /** Polls the shards that are not known to have records; returns those that do. */
    private Set<String> poll(boolean once) {
        Set<String> ready = new HashSet<>();
        Set<String> asked = new HashSet<>(behind);
        while (true) {
            if (System.nanoTime() - listAtNanos >= 0) {
                Shards listed = Shards.list(kinesis, options);
                listed.dismiss(positions, options);
                listed.admit(positions, options);
                listAtNanos = System.nanoTime() + LIST_INTERVAL.toNanos();
            }
            List<ShardCursor> candidates = candidates(asked);
            List<Probe> probes = parallel.map(candidates, BatchPlanner::probe);
            boolean ended = false;
            for (Probe probe : probes) {
                positions.put(probe.shard(), probe.position());
                if (probe.isReady()) {
                    ready.add(probe.shard());
                } else if (probe.position().isEnded()) {
                    cursors.remove(probe.shard());
                    ended = true;
                } else if (once) {
                    done.add(probe.shard());
                }
            }
            if (!ended) {
                pollAtNanos = System.nanoTime() + options.pollInterval().toNanos();
                return ready;
            }
            listAtNanos = System.nanoTime();
        }
    }

    /** Opens the shards to poll, and registers them. */
    private List<ShardCursor> candidates(Set<String> asked) {
        List<ShardCursor> candidates = new ArrayList<>();
        positions.forEach((shard, position) -> {
            if (!position.isEnded() && !done.contains(shard) && asked.add(shard)) {
                candidates.add(
                        cursors.computeIfAbsent(shard, name -> new ShardCursor(kinesis, options, name, position)));
            }
        });
        return candidates;
    }

    /** The result of polling a shard. */
    private record Probe(String shard, ShardPosition position, boolean isReady) {}

    private static Probe probe(ShardCursor cursor) {
        ShardPosition before = cursor.position();
        for (int i = 0; i < EMPTY_PAGES_MAX; i++) {
            Page page = cursor.next(1);
            if (!page.records().isEmpty()) {
                Record first = page.records().get(0);
                // A start at a given record is the same whenever it is used.
                ShardPosition start = before.kind() == ShardPosition.Kind.AFTER
                        ? before
                        : ShardPosition.at(first.sequenceNumber(), before.seenMillis());
                return new Probe(cursor.shard(), start, true);
            }
            if (page.tail() != Tail.MORE) {
                return new Probe(cursor.shard(), cursor.position(), false);
            }
        }
        return new Probe(cursor.shard(), before, true);
    }

    /** Divides a limit evenly; with more shards than records, shards take turns. */
    private static SortedMap<String, Long> share(Set<String> ready, long limit, long turn) {
        TreeMap<String, Long> reads = new TreeMap<>();
        if (limit == StreamOffset.UNLIMITED) {
            ready.forEach(shard -> reads.put(shard, limit));
            return reads;
        }
        List<String> shards = ready.stream().sorted().toList();
        int count = shards.size();
        for (int i = 0; i < count; i++) {
            long records = limit / count + (i < limit % count ? 1 : 0);
            if (records > 0) {
                reads.put(shards.get((int) ((i + turn) % count)), records);
            }
        }
        return reads;
    }
}
