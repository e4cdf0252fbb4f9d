package io.pinpipe.spark.stream;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.json.PostJson;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/** Posts that become one row per index. */
final class TestPosts {

    private static final LocalDateTime TIME = LocalDateTime.of(2020, 8, 28, 3, 52, 47);

    private TestPosts() {}

    static List<byte[]> records(Kind kind, long from, long to) {
        return LongStream.range(from, to).mapToObj(index -> record(kind, index)).toList();
    }

    static byte[] record(Kind kind, long index) {
        return PostJson.encode(event(kind, index));
    }

    private static PostEvent event(Kind kind, long index) {
        return switch (kind) {
            case PIN ->
                new Pin(
                        index,
                        new UUID(0, index).toString(),
                        "title " + index,
                        "description",
                        "poster",
                        "12k",
                        "a,b",
                        "image",
                        "https://example.org/" + index,
                        1,
                        "Local save in /data/art",
                        "art");
            case GEO -> new Geo(index, TIME, 1.5, -2.5, "Albania");
            case USER -> new User(index, "Ada", "Lovelace", 36, TIME);
        };
    }
}
