package io.pinpipe.kafka;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.User;
import java.time.LocalDateTime;

/** Small events for tests. */
final class Posts {

    private static final LocalDateTime DATE = LocalDateTime.of(2020, 8, 28, 3, 52, 47);

    private Posts() {}

    static Pin pin(long index, String title) {
        return new Pin(
                index,
                "0f8fad5b-d9cb-469f-a165-70867728950e",
                title,
                "a description",
                "a poster",
                "124k",
                "a,b",
                "image",
                "https://example.org/" + index + ".jpg",
                1,
                "Local save in /data/art",
                "art");
    }

    static Geo geo(long index) {
        return new Geo(index, DATE, -88.8298, 12.5, "Aruba");
    }

    static User user(long index) {
        return new User(index, "Ada", "Byron", 36, DATE);
    }
}
