package io.pinpipe.rest;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.LongStream;

/** Posts with texts that are hard to transport. */
final class Posts {

    private static final LocalDateTime TIME = LocalDateTime.of(2020, 8, 28, 3, 52, 47);

    private Posts() {}

    /** The events of one kind of the posts from 0 on. */
    static List<PostEvent> events(Kind kind, int posts) {
        return LongStream.range(0, posts)
                .mapToObj(Posts::post)
                .flatMap(post -> post.events().stream())
                .filter(event -> event.kind() == kind)
                .toList();
    }

    static Post post(long index) {
        Pin pin = new Pin(
                index,
                "fbe53c66-3442-4773-b19e-d3ec6f54dddf",
                "Line\nbreak, \"quotes\" and \u00a0",
                index % 5 == 0 ? null : "caf\u00e9 \ud83e\udd0d",
                "Ada",
                "124k",
                "a,b",
                "image",
                "https://example.org/i.jpg",
                1,
                "Local save in /data/art",
                "art");
        return new Post(index, pin, new Geo(index, TIME, -88.8298, 0.1, "Cote d'Ivoire"), user(index));
    }

    static User user(long index) {
        return new User(index, "Ada", "Lovelace", 36, TIME);
    }
}
