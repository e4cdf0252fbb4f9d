package io.pinpipe.examples.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.PostSource;
import io.pinpipe.emulation.RowOrder;
import io.pinpipe.json.PostJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a run must leave in the service: every event of the picked posts, as often as its post was picked. */
final class ExpectedEvents {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int FETCH_POSTS = 1_000;

    private final Map<Kind, Map<JsonNode, Integer>> times = new EnumMap<>(Kind.class);

    ExpectedEvents() {
        for (Kind kind : Kind.values()) {
            times.put(kind, new HashMap<>());
        }
    }

    /**
     * The result of comparing records with the expected events.
     *
     * @param readBack the number of records read, of any kind
     * @param lost events that are missing, or occur too rarely
     * @param duplicated events that occur too often
     * @param strange records that equal no event that was sent
     */
    record Comparison(long readBack, long lost, long duplicated, long strange) {

        static final Comparison NOTHING = new Comparison(0, 0, 0, 0);

        Comparison plus(Comparison other) {
            return new Comparison(
                    readBack + other.readBack,
                    lost + other.lost,
                    duplicated + other.duplicated,
                    strange + other.strange);
        }

        boolean isEqual() {
            return lost == 0 && duplicated == 0 && strange == 0;
        }
    }

    /** The events of the first posts of an order, as in the database; the indexes of its rows start at 0. */
    static ExpectedEvents of(PostSource source, RowOrder order, long posts) {
        Map<Long, Integer> picks = new HashMap<>();
        for (long i = 0; i < posts; i++) {
            picks.merge((long) order.next().row(), 1, Integer::sum);
        }
        ExpectedEvents expected = new ExpectedEvents();
        List<Long> indexes = new ArrayList<>(picks.keySet());
        for (int from = 0; from < indexes.size(); from += FETCH_POSTS) {
            List<Long> some = indexes.subList(from, Math.min(from + FETCH_POSTS, indexes.size()));
            source.fetch(some).forEach(post -> expected.add(post, picks.getOrDefault(post.index(), 0)));
        }
        return expected;
    }

    void add(Post post, int count) {
        post.events().forEach(event -> timesOf(event.kind()).merge(json(event), count, Integer::sum));
    }

    /** Compares the contents of one kind's destination with the expected ones, as multisets. */
    Comparison compare(Kind kind, List<String> stored) {
        Map<JsonNode, Integer> missing = new HashMap<>(timesOf(kind));
        long duplicated = 0;
        long strange = 0;
        for (String record : stored) {
            Integer left = missing.computeIfPresent(json(record), (event, count) -> count - 1);
            if (left == null) {
                strange++;
            } else if (left < 0) {
                duplicated++;
            }
        }
        long lost = missing.values().stream()
                .filter(count -> count > 0)
                .mapToLong(count -> count)
                .sum();
        return new Comparison(stored.size(), lost, duplicated, strange);
    }

    private Map<JsonNode, Integer> timesOf(Kind kind) {
        return times.computeIfAbsent(kind, none -> new HashMap<>());
    }

    private static JsonNode json(PostEvent event) {
        try {
            return MAPPER.readTree(PostJson.encode(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The parsed document, so that white space and escapes do not matter; text that is not JSON equals nothing. */
    private static JsonNode json(String record) {
        try {
            return MAPPER.readTree(record);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(record);
        }
    }
}
