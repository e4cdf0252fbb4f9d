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

/** What a run must leave on the far side: every event of the picked posts, as often as its post was picked. */
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
     * What is found where the events should be.
     *
     * @param readBack records of any kind that were read
     * @param lost events that are not there, or not as often as they should be
     * @param duplicated events that are there more often than they should be
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

    /** The events of the first posts of an order, as the database has them; the indexes of its rows begin at 0. */
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

    /** Compares, as multisets, what one kind's destination holds with what it should. */
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

    /** The document, so that white space and escapes do not matter; a text that is no JSON equals nothing. */
    private static JsonNode json(String record) {
        try {
            return MAPPER.readTree(record);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(record);
        }
    }
}
