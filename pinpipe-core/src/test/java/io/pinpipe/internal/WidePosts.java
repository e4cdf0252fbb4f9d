package io.pinpipe.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Pin;
import io.pinpipe.Post;
import java.util.stream.LongStream;

/** Posts with a description of the maximum length of its column. */
public final class WidePosts {

    public static final int CHARACTERS = 65_000;
    public static final int POSTS = 500;

    private WidePosts() {}

    public static ListedPosts source() {
        ListedPosts source = ListedPosts.of(LongStream.empty());
        LongStream.range(0, POSTS).forEach(index -> source.put(wide(index)));
        return source;
    }

    private static Post wide(long index) {
        Post post = ListedPosts.post(index);
        Pin pin = post.pin();
        assertThat(pin).isNotNull();
        return new Post(
                index,
                new Pin(
                        index,
                        "id",
                        "title",
                        "x".repeat(CHARACTERS),
                        "name",
                        "1k",
                        "a,b",
                        "image",
                        "src",
                        1,
                        "place",
                        "art"),
                post.geo(),
                post.user());
    }
}
